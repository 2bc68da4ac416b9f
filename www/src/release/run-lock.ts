// One release of an agent at a time, among all tabs that work on one platform.
import { isOfThisTab } from "../connection/place.ts";

/** Locks are for all tabs, the emulator in a page is not: there the name is one that no other page has. */
const THIS_PAGE = `page ${Math.random()}`;

const lockOf = (connectionId: string, agentId: string) => `atoms:run:${isOfThisTab(connectionId) ? THIS_PAGE : connectionId}:${agentId}`;

/**
 * Holds a lock while a release runs, so that other tabs don't take it for a dead one.
 * Resolves to false, with nothing done, when another tab holds it.
 */
export async function whileLocked(connectionId: string, agentId: string, work: () => Promise<void>): Promise<boolean> {
  if (navigator.locks === undefined) {
    await work();
    return true;
  }
  return navigator.locks.request(lockOf(connectionId, agentId), { ifAvailable: true }, async (lock) => {
    if (lock === null) return false;
    await work();
    return true;
  });
}

/** Whether another tab is at it. Without locks (plain HTTP) that can't be known. */
export async function isRunningElsewhere(connectionId: string, agentId: string): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.some(({ name }) => name === lockOf(connectionId, agentId));
}
