/** Arguments as the client module reads them. */

import { describe } from "./thrown.js";
import { Unwritable } from "./wire.js";

/** Arguments, and the text of the last one that is a document. */
interface Given {
  plain: unknown[];
  text: string | undefined;
}

/** Documents become what they are as JSON; what they cannot become, the client module refuses by the argument's name. */
export function give(values: readonly unknown[]): Given {
  let text: string | undefined;
  const plain = values.map((value) => {
    if (typeof value !== "object" || value === null) return value;
    try {
      text = JSON.stringify(value) as string | undefined;
      return text === undefined ? new Unwritable("") : JSON.parse(text);
    } catch (thrown) {
      return new Unwritable(describe(thrown));
    }
  });
  return { plain, text };
}
