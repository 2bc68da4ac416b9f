/** A lifecycle call from its question to its report: progress, deadline, checkpoint. */
import type { LifecycleOptions } from "../types.js";
import { type Session } from "./session.js";
export declare const LIFECYCLE: {
    readonly deadline: {
        readonly type: "string";
    };
    readonly checkpoint: {
        readonly type: "string";
    };
};
export declare const LIFECYCLE_USAGE = "  --deadline TIME         the limit for all of it, such as 90s or 5m (default 3m)\n  --checkpoint FILE       keep how far it is in FILE, before every request, so that even a kill leaves\n                          something to resume (default: when it stops, and if there is something to\n                          resume, in atoms-<command>-<AGENT>.checkpoint.json here)";
export interface Drive {
    readonly call: string;
    readonly agentId: string;
    /** `--checkpoint`. */
    readonly checkpoint?: string | undefined;
    /** Of a call that is taken up again: its checkpoint is good as long as it did not end. */
    readonly resumed?: boolean;
}
/** What a call takes so that it tells its steps and ends in time. */
export declare function told({ call, output, deadlineMs }: Session): LifecycleOptions;
/** Runs a call, and leaves its checkpoint when it stops with something to resume. */
export declare function drive<Report>(session: Session, { call, agentId, checkpoint: named, resumed }: Drive, start: (options: LifecycleOptions) => Promise<Report>): Promise<Report>;
