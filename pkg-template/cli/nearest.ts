/** The word that somebody may have meant. */

/** More wrong letters make it a guess. */
const MOST_EDITS = 2;

export function nearest(word: string, words: readonly string[]): string | undefined {
  const near = words.map((it) => ({ it, edits: edits(word, it) })).sort((a, b) => a.edits - b.edits)[0];
  // A short word is near to all others.
  return near !== undefined && near.edits <= MOST_EDITS && near.edits <= near.it.length / 2 ? near.it : undefined;
}

/** Levenshtein's distance. */
function edits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const changed = (row[column - 1] ?? 0) + (to[column - 1] === letter ? 0 : 1);
      next.push(Math.min(changed, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
