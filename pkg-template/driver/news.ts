/** What the client module can be told: `src/client/connection.rs` says what each means. */

export const INTERRUPT = 0;
export const FORGET = 1;
export const JOIN = 2;
export const LEAVE = 3;
export const ASK = 4;
export const STARTED = 5;
export const RETURNED = 6;
export const HELD = 7;
export const TAKE = 8;
