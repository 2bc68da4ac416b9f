/** What the client module can be asked: `src/client/connection.rs` says what each means. */

export const OPEN = 0;
export const BEGIN = 1;
export const TURN = 2;
export const ARGUMENTS = 3;
export const PAGE = 4;
export const TOKEN = 5;
export const NOTICE = 6;
