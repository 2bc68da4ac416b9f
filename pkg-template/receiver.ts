/** Guards the client module's classes against a `this` that is freed, or not theirs. */

import { makeError } from "./errors.js";

/**
 * Makes a class refuse a wrong `this` as it refuses an argument. By itself it
 * would throw where a promise is due, or take the memory of one object for
 * another's. Freeing twice does nothing.
 *
 * What `throwing` names gives no promise: it throws.
 */
export function guardReceiver(owner: { prototype: object }, throwing: RegExp): void {
  const { prototype } = owner;
  for (const key of Reflect.ownKeys(prototype)) {
    const method: unknown = Reflect.get(prototype, key);
    if (typeof method !== "function" || key === "constructor" || method.name.startsWith("__")) continue;
    const apply = (_: unknown, receiver: unknown, args: unknown[]): unknown => {
      const isOwn = receiver instanceof (owner as { new (): object; prototype: object });
      if (isOwn && Reflect.get(receiver, "__wbg_ptr")) return Reflect.apply(method, receiver, args);
      if (isOwn && method.name === "free") return undefined;
      const error = makeError(
        {
          kind: "Input",
          code: "invalid_input",
          message: isOwn
            ? `${method.name} was called on an object that is freed; connect again`
            : `${method.name} was taken off its object; call it as a method, or bind it`,
        },
        undefined,
      );
      if (throwing.test(method.name)) throw error;
      return Promise.reject(error);
    };
    Reflect.defineProperty(prototype, key, { value: new Proxy(method, { apply }) });
  }
}
