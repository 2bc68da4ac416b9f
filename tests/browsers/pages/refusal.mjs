// @ts-check
import { connect } from "../../../pkg/index.js";

/** @returns {Promise<Error>} why a raw key for the platform itself is refused here */
export async function refusal() {
  const refused = await connect({ apiKey: "sk_secret" }).catch((/** @type {unknown} */ error) => error);
  if (!(refused instanceof Error)) throw new Error("a raw key was taken");
  return refused;
}
