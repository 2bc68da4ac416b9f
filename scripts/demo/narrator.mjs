// @ts-check
// Tells a step as it runs: a line that lives on a terminal, plain lines in a log.

const TICK_MS = 100;
let steps = 0;

/**
 * Runs a step and prints its number, its time and one fact of what it gave.
 * @template T
 * @param {string} title
 * @param {string} fact the name of what `pick` picks
 * @param {(progress: (status: string | undefined) => void) => Promise<T>} work
 * @param {(result: T) => unknown} [pick] the result itself by default
 * @returns {Promise<T>}
 */
export async function narrate(title, fact, work, pick = (result) => result) {
  const began = performance.now();
  const head = `${(steps += 1)}. ${title}`.padEnd(38);
  let status = "";
  const elapsed = () => `${((performance.now() - began) / 1000).toFixed(1)} s`.padStart(6);
  const live = process.stdout.isTTY
    ? setInterval(() => process.stdout.write(`\r${head} ${elapsed()}  ${status.padEnd(40)}`), TICK_MS)
    : undefined;
  try {
    const result = await work((now = status) => {
      if (live === undefined && now !== status) console.log(`${head} ${elapsed()}  ${now}`);
      status = now;
    });
    clear(live);
    console.log(`${head} ${elapsed()}  ${fact}: ${pick(result)}`);
    return result;
  } catch (error) {
    clear(live);
    console.log(`${head} ${elapsed()}  failed`);
    throw error;
  }
}

/** @param {NodeJS.Timeout | undefined} live */
function clear(live) {
  clearInterval(live);
  if (live !== undefined) process.stdout.write("\r\u001b[2K");
}
