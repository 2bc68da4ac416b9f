// The steps of a release, in order, with what each is for.
import type { Generation, Step } from "atoms-lifecycle";

export interface StepName {
  step: Step;
  name: string;
  about: string;
}

const VERSIONS: readonly StepName[] = [
  { step: "read", name: "Look", about: "reads what serves now" },
  { step: "fork", name: "Fork", about: "makes a draft of it" },
  { step: "edit", name: "Edit", about: "writes the changes into the draft" },
  { step: "confirm", name: "Confirm", about: "reads the draft back" },
  { step: "diff", name: "Compare", about: "compares it with what serves" },
  { step: "publish", name: "Publish", about: "makes a version of the draft" },
  { step: "check", name: "Security check", about: "the platform looks at the version" },
  { step: "recheck", name: "Look again", about: "makes sure that nobody was faster" },
  { step: "activate", name: "Go live", about: "switches traffic to the version" },
  { step: "verify", name: "Verify", about: "sees the version serve" },
];

const BRANCHES: readonly StepName[] = [
  { step: "read", name: "Look", about: "reads the branch and its head" },
  { step: "edit", name: "Edit", about: "writes the changes into the branch's draft" },
  { step: "confirm", name: "Confirm", about: "reads the draft back" },
  { step: "diff", name: "Compare", about: "compares it with the head" },
  { step: "recheck", name: "Look again", about: "makes sure that nobody was faster" },
  { step: "publish", name: "Publish", about: "asks for the draft to be committed" },
  { step: "check", name: "Security check", about: "the platform looks at the draft" },
  { step: "activate", name: "Go live", about: "switches traffic to the branch" },
  { step: "verify", name: "Verify", about: "sees the revision serve" },
];

export const stepsOf = (generation: Generation | undefined): readonly StepName[] => (generation === "branches" ? BRANCHES : VERSIONS);

const OTHERS: readonly StepName[] = [{ step: "discard", name: "Clean up", about: "discards the draft" }];

/** Any step, also one that the list at hand does not have. */
export function stepName(step: Step): StepName {
  return [...VERSIONS, ...OTHERS].find((known) => known.step === step) ?? { step, name: step, about: "" };
}
