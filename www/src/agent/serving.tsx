import { PhoneCall, Radio } from "lucide";
import type { Agent } from "atoms-lifecycle";
import { configOf } from "../config/source.ts";
import { href, paths } from "../routes.tsx";
import { Icon } from "../ui/icon.tsx";

/** What callers get now. */
export function Serving({ agent, name, since }: { agent: Agent; name: string; since?: preact.ComponentChildren }) {
  const config = configOf(agent);
  const prompt = config.prompt || config.globalPrompt || "";
  return (
    <section class="card serving" aria-labelledby="serving" data-testid="serving">
      <div class="card-head">
        <Icon of={Radio} class="live-icon" />
        <h2 id="serving">Serves now: <span data-testid="serving-name">{name}</span></h2>
        {since}
      </div>
      <div class="serving-body">
        <div class="serving-text">
          <h3>First message</h3>
          <p>{config.firstMessage || <span class="muted">The agent waits for the caller.</span>}</p>
          <h3>Prompt</h3>
          {prompt === "" ? <p class="muted">Empty. Edit the agent to write one.</p> : <p class="prompt-excerpt">{prompt}</p>}
        </div>
        <dl class="facts">
          <Fact name="Model" value={config.modelName} />
          <Fact name="Voice" value={config.synthesizer?.voiceConfig?.voiceId} />
          <Fact name="Speed" value={config.synthesizer?.speed} />
          <Fact name="Languages" value={(config.supportedLanguages ?? []).join(", ")} />
          <Fact name="Tools" value={(config.tools ?? []).length === 0 ? "none" : (config.tools ?? []).map((tool) => tool.name).join(", ")} />
        </dl>
      </div>
      <div class="actions start card-foot">
        <a class="button primary small" href={href(paths.edit(agent._id))}>Edit</a>
        <a class="button small" href={href(paths.calls(agent._id))}>
          <Icon of={PhoneCall} />
          Test call
        </a>
      </div>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string | number | undefined }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value === undefined || value === "" ? "default" : value}</dd>
    </div>
  );
}
