/** What a value begins with, as `src/core/json/wire.rs` has it. */

export const NULL = 0;
export const FALSE = 1;
export const TRUE = 2;
export const NUMBER = 3;
export const TEXT = 4;
export const LIST = 5;
export const OBJECT = 6;
/** A text with half a character, which goes out replaced. */
export const BROKEN_TEXT = 7;
/** Cannot be written as JSON; the text says why. */
export const UNWRITABLE = 8;
