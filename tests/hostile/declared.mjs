// @ts-check
// What the package's declarations say about its methods and options, so that
// none can be forgotten. Runs in Node and in a page, and imports nothing.

/** @typedef {{ name: string, type: string }} Parameter */

/** @typedef {{ name: string, parameters: Parameter[] }} Method */

/** The public face of the client, read from the text of `atoms.d.ts` and
 * `client/client.d.ts`. */
export class Declared {
  /** @type {string} */
  #text;

  /** @param {string} text */
  constructor(text) {
    this.#text = text.replace(/\/\*[^]*?\*\//g, "");
  }

  /** @returns {Method[]} of `Atoms`, which is an interface and a class, without `free` */
  methods() {
    const both = this.#body("interface Atoms") + this.#body("class Atoms");
    const methods = [...both.matchAll(/^    (\w+)(?:<[^>]*>)?\(([^)]*)\): (?:Promise|AsyncIterableIterator)</gm)];
    return methods.map(([, name, parameters]) => ({
      name: `${name}`,
      parameters: [...`${parameters}`.matchAll(/(\w+)\??: (\w+)/g)].map(([, name, type]) => ({ name: `${name}`, type: `${type}` })),
    }));
  }

  /**
   * The fields of an object type, its base's included.
   * @param {string} type
   * @returns {Parameter[]} none where the type has no fields of its own: text, a body of any shape
   */
  fields(type) {
    const declaration = this.#text.match(new RegExp(`export interface ${type}(?: extends (?:Omit<)?(\\w+)(?:, ([^>]+)>)?)? \\{`));
    if (!declaration) return [];
    const [, base, without = ""] = declaration;
    const inherited = base ? this.fields(base).filter(({ name }) => !without.includes(`"${name}"`)) : [];
    const own = [...this.#body(`interface ${type}`).matchAll(/^    (\w+)\??: (\w*)/gm)];
    return [
      ...inherited,
      ...own.map(([, name, type]) => ({ name: `${name}`, type: `${type}` })),
    ];
  }

  /** @param {string} what such as `class Atoms` */
  #body(what) {
    const body = this.#text.match(new RegExp(`export (?:declare )?${what}\\b[^{]*\\{([^]*?)\n\\}`))?.[1];
    if (body === undefined) throw new Error(`the declarations have no ${what}`);
    return body;
  }
}
