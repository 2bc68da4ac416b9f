// @ts-check
// Side by side: interleaved rounds, and what they come to.

/**
 * Measures each contender once a round. Each round begins with another one,
 * so that no contender always runs in another's wake.
 * @template {string} Name
 * @template Measure
 * @param {number} rounds
 * @param {Record<Name, () => Promise<Measure>>} contenders
 * @returns {Promise<Record<Name, Measure>[]>} by round
 */
export async function interleave(rounds, contenders) {
  const names = /** @type {Name[]} */ (Object.keys(contenders));
  const measured = [];
  for (let round = 0; round < rounds; round += 1) {
    const measures = /** @type {Record<Name, Measure>} */ ({});
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = /** @type {Name} */ (names[(round + turn) % names.length]);
      measures[name] = await contenders[name]();
    }
    measured.push(measures);
  }
  return measured;
}

/**
 * @param {readonly number[]} values at least one
 * @returns {number} the middle one; of two, the mean
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const middle = sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

/**
 * @param {readonly number[]} values at least one
 * @param {number} part such as 0.95
 * @returns {number} what so great a part of them does not exceed
 */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN;
}

/**
 * @param {readonly number[]} values at least one
 * @param {string} unit
 * @returns {string} such as `1.08x (1.02 to 1.15)`
 */
export function spread(values, unit) {
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map((value) => value.toFixed(2));
  return `${middle}${unit} (${least} to ${most})`;
}
