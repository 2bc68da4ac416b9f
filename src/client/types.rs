//! The option types that hold functions or signals, which no Rust struct can describe.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const OPTIONS: &str = r#"
/** How to reach the platform, and as whom. */
export interface ConnectOptions {
    /**
     * The API key (`sk_...`). White space around it is trimmed. In a page it
     * is refused for any host but this machine: whoever opens the page could
     * read it. Use `auth` or a same-origin proxy there.
     */
    apiKey?: string;
    /**
     * Asked before every request for the token to send as `Authorization: Bearer`.
     * Not together with `apiKey`. Without either, no such header is sent: a
     * proxy or a session cookie (see `credentials`) signs in.
     */
    auth?: () => string | Promise<string>;
    /** Default `https://api.smallest.ai/atoms/v1`. Plain `http:` only on this machine. */
    baseUrl?: string;
    /** Default: the global `fetch`. */
    fetch?: (input: string, init: RequestInit) => Promise<Response>;
    /** Sent with every request. */
    headers?: Record<string, string>;
    /** Passed to `fetch`; `"include"` sends cookies to another origin. */
    credentials?: RequestCredentials;
    /** The limit for one attempt, headers and body together, in milliseconds. Default 30,000. */
    timeoutMs?: number;
    /** How often and how long a request may be repeated. */
    retry?: RetryLimits;
    /** Allows a raw `apiKey` in a page. Everyone who opens the page can read it then. */
    dangerouslyAllowBrowserKey?: boolean;
}

/** The last argument of every method. */
export interface CallOptions {
    /** Ends the call with an `AbortError`; its `cause` is the signal's reason. */
    signal?: AbortSignal;
    /** The limit for one attempt, headers and body together, in milliseconds. Default: the connection's. */
    timeoutMs?: number;
    /** Sent with this call's requests, over the connection's own of the same name. */
    headers?: Record<string, string>;
}

/** Options of `startOutboundCall`. */
export interface OutboundCallOptions extends CallOptions {
    /** Marks the call as a test in the call log (header `x-test-call`). Default false. */
    testCall?: boolean;
}

/** What every call that takes more than one request understands. */
export interface LifecycleOptions extends CallOptions {
    /** Told of every step as it starts, waits and finishes. What it throws is logged and ignored. */
    onProgress?: (event: Progress) => void;
    /**
     * The limit for the whole call, in milliseconds. Default 180,000; of
     * `waitForSecurityCheck` 120,000.
     */
    deadlineMs?: number;
    /** How often to look at the security check. */
    polling?: Polling;
}

/** Options of `release`. */
export interface ReleaseOptions extends LifecycleOptions {
    /** The new version's label, at most 200 characters. */
    label?: string;
    /** The new version's description, at most 2,000 characters. */
    description?: string;
}

/** Options of `rollback`. */
export interface RollbackOptions extends LifecycleOptions {
    /** The version to go back to. Default: the one that served before the active one. */
    to?: string;
}
"#;
