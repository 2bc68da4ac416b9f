// What the worker uses of Cloudflare's runtime. (The types that Cloudflare publishes redeclare the DOM's.)
declare module "cloudflare:workers" {
  export interface WorkflowEvent<Params> {
    payload: Params;
  }

  export interface WorkflowStep {
    do<Result>(name: string, config: WorkflowStepConfig, run: () => Promise<Result>): Promise<Result>;
  }

  export interface WorkflowStepConfig {
    retries: { limit: number; delay: number; backoff: "constant" | "linear" | "exponential" };
    timeout: number;
  }

  export interface Workflow<Params> {
    create(instance: { id: string; params: Params }): Promise<unknown>;
    get(id: string): Promise<WorkflowInstance>;
  }

  export interface WorkflowInstance {
    sendEvent(event: { type: string; payload: unknown }): Promise<void>;
    status(): Promise<InstanceStatus>;
  }

  export interface InstanceStatus {
    status: string;
    output?: unknown;
    error?: { name: string; message: string };
  }

  export class WorkflowEntrypoint {}
}
