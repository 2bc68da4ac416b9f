/** What the process ends with. */
export declare const EXIT_CODES_USAGE = "exit status\n  0    done\n  1    another error\n  2    a mistake in the call\n  3    conflict: the state or somebody else is in the way (409, 423)\n  4    the security check failed\n  5    out of time: a request, or --deadline\n  6    no usable answer: unreachable, 5xx, or 429 for too long\n  7    the key: missing, refused, or not allowed to\n  8    not found\n  129, 130, 143   stopped by SIGHUP, SIGINT (ctrl-c), SIGTERM";
/** No key is set: nothing was sent. */
export declare class MissingKeyError extends Error {
}
export declare function exitCodeOf(error: unknown): number;
