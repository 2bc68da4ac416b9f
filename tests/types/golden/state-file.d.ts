/** A state kept in a file: read whole at the start, replaced whole at each save. */
/**
 * Saves are synchronous: none can overlap another, and the last one still
 * works while the process exits.
 */
export declare class StateFile {
    #private;
    readonly path: string;
    /**
     * @throws Error when no file can be written there.
     */
    constructor(path: string);
    /**
     * What the file holds; nothing when there is none.
     *
     * @throws Error when it can't be read as text.
     */
    read(): string | undefined;
    /** From now on saves what `snapshot` gives, also when the process ends. */
    keep(snapshot: () => string): void;
    /** Notes a change, to be saved soon. Before `keep` there is nothing to save. */
    changed(): void;
    /**
     * Saves what is not saved yet.
     *
     * @throws Error when it can't be; the file is then what it was.
     */
    save(): void;
    /**
     * Saves for the last time and lets go of the process.
     *
     * @throws Error when it can't be saved.
     */
    close(): void;
}
