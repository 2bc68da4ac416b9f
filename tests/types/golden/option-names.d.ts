/** The emulator's options by their names, and the refusal of all others. */
/** The names of all options. The compiler sees to it that none is missing. */
export declare const OPTIONS: object;
/**
 * Refuses an option that does not exist, by the names of those that do.
 *
 * Here and not in the module, which knows neither the clock's options nor a
 * server's. The list is too long for one line.
 */
export declare function checkNames(options: object, known: object): void;
