// Fills an emulator by the platform's own API, with a clock that can be moved,
// so that the history has the dates that it would have.
import { connect, type Atoms, type Generation } from "atoms-lifecycle";
import { emulate, type Emulator } from "atoms-lifecycle/emulator";
import { STORIES, type Story } from "./stories.ts";
import { verdict } from "./verdict.ts";

const DAY_MS = 86_400_000;
/** A check's six seconds and a bit. */
const CHECKED_MS = 7_000;

/** The state of a platform on which teams have worked for three months. */
export async function seededSnapshot(generation: Generation): Promise<string> {
  const today = Date.now();
  const emulator = await emulate({ clock: "manual", startAt: today - 90 * DAY_MS, verdict });
  try {
    const atoms = await connect({ fetch: emulator.fetch, baseUrl: emulator.baseUrl, maxRequestsPerSecond: Infinity });
    const seeder = new Seeder(atoms, emulator, today);
    await seeder.write();
    if (generation === "branches") await seeder.branchOut();
    return emulator.snapshot();
  } finally {
    emulator.close();
  }
}

class Seeder {
  readonly #ids = new Map<Story, string>();

  constructor(
    readonly atoms: Atoms,
    readonly emulator: Emulator,
    readonly today: number,
  ) {}

  /** All events of all stories in the order of their dates: time goes forward alone. */
  async write(): Promise<void> {
    const events = STORIES.flatMap((story) => [
      { daysAgo: story.createdDaysAgo, run: async () => void this.#ids.set(story, await this.atoms.createAgent(story.agent)) },
      ...story.editions.map((edition) => ({ daysAgo: edition.daysAgo, run: () => this.#publish(story, edition) })),
      ...(story.archived === true ? [{ daysAgo: 40, run: () => this.atoms.archiveAgent(this.#id(story)) }] : []),
    ]);
    events.sort((a, b) => b.daysAgo - a.daysAgo);
    for (const { daysAgo, run } of events) {
      this.#goTo(daysAgo);
      await run();
    }
    this.#goTo(0.2);
    for (const story of STORIES) if (story.draft !== undefined) await this.#openDraft(story, story.draft);
  }

  /** What teams have done since their organisation was migrated. */
  async branchOut(): Promise<void> {
    this.emulator.migrate();
    for (const story of STORIES) {
      const agentId = this.#id(story);
      const { branches } = await this.atoms.listBranches(agentId);
      const main = branches[0]?.branch._id;
      if (main === undefined) continue;
      if (story.branch !== undefined) {
        const { _id } = await this.atoms.createBranch(agentId, { sourceBranchId: main, name: story.branch.name });
        await this.atoms.updateBranchDraft(agentId, _id, story.branch.patch);
        await this.atoms.publishBranchDraft(agentId, _id, { label: story.branch.label });
        this.emulator.advance(CHECKED_MS);
      }
      if (story.draft !== undefined) await this.atoms.updateBranchDraft(agentId, main, story.draft.patch);
    }
  }

  async #publish(story: Story, { patch, label, description, staged }: Story["editions"][number]): Promise<void> {
    const agentId = this.#id(story);
    const { activeVersionId } = await this.atoms.getAgent(agentId);
    const { draftId } = await this.atoms.forkDraft(agentId, { sourceVersionId: activeVersionId, draftName: label });
    await this.atoms.updateDraftConfig(agentId, draftId, patch);
    const { _id } = await this.atoms.publishDraft(agentId, draftId, { label, ...(description !== undefined && { description }) });
    this.emulator.advance(CHECKED_MS);
    if (staged !== true) await this.atoms.activateVersion(agentId, _id);
  }

  async #openDraft(story: Story, draft: NonNullable<Story["draft"]>): Promise<void> {
    const agentId = this.#id(story);
    const { activeVersionId } = await this.atoms.getAgent(agentId);
    const { draftId } = await this.atoms.forkDraft(agentId, { sourceVersionId: activeVersionId, draftName: draft.name });
    await this.atoms.updateDraftConfig(agentId, draftId, draft.patch);
  }

  #id(story: Story): string {
    const id = this.#ids.get(story);
    if (id === undefined) throw new Error(`${story.agent.name} is written about before it is created`);
    return id;
  }

  #goTo(daysAgo: number): void {
    this.emulator.advance(Math.max(0, this.today - daysAgo * DAY_MS - this.emulator.now()));
  }
}
