/** Names of classes that minifiers leave alone: those of this package's build, and of its users'. */

/** Names a class for who prints it or one of its objects, or what such objects are to be called. */
export function nameClass(named: Function | Error, name: string): void {
  Object.defineProperty(named, "name", { value: name, configurable: true });
}
