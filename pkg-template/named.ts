/** Names of classes that minifiers leave alone: those of this package's build, and of its users'. */

/** Names a class for who prints it or one of its objects. */
export function nameClass(named: Function, name: string): void {
  Object.defineProperty(named, "name", { value: name, configurable: true });
}
