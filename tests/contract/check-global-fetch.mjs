// @ts-check
// For `node --import`: a program that knows nothing of the contract is held to it.
import { checkedFetch } from "./checked-fetch.mjs";

globalThis.fetch = checkedFetch();
