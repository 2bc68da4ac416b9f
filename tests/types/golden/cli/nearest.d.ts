/** The word that somebody may have meant. */
export declare function nearest(word: string, words: readonly string[]): string | undefined;
