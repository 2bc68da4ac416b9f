/** The question before something serves traffic. */
import type { Session } from "./session.js";
export declare const CONFIRM: {
    readonly yes: {
        readonly type: "boolean";
        readonly short: "y";
    };
};
export declare const CONFIRM_USAGE = "  -y, --yes               don't ask. Without it a question is asked where stdin and stdout are a\n                          terminal, and never elsewhere, nor with --json";
/**
 * Asks, where there is somebody to ask.
 *
 * @throws Error when the answer is not yes.
 */
export declare function confirm(session: Session, yes: boolean | undefined, question: () => Promise<string>): Promise<void>;
