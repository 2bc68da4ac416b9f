// What loads a room's wasm module, in place of what wasm-bindgen would write
// for the web: for the ways in which the package does it, and no others.
import * as glue from "glue";

/** WebAssembly's only import. */
const imports = { [GLUE]: glue };

/** @param {WebAssembly.Instance} instance */
function start({ exports }) {
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return exports;
}

/** With a module, its bytes, or a reply that holds them; or with where to fetch them. */
export default async function init({ module_or_path: given }) {
  const source = await (given instanceof URL ? fetch(given) : given);
  if (source instanceof Response) return start((await received(source)).instance);
  const made = await WebAssembly.instantiate(source, imports);
  return start(made.instance ?? made);
}

/** Compiles while it comes, where the runtime does that; browsers keep what they compiled so. */
async function received(reply) {
  if (!reply.ok) throw new Error(`failed to fetch Wasm: ${reply.status} ${reply.statusText} fetching '${reply.url}'`);
  if (reply.headers.get("content-type") !== "application/wasm") {
    console.warn("the wasm module loads more slowly than it could: it is not served as application/wasm");
  } else if (WebAssembly.instantiateStreaming) {
    return WebAssembly.instantiateStreaming(reply, imports);
  }
  return WebAssembly.instantiate(await reply.arrayBuffer(), imports);
}

/** At once, with a compiled module. */
export function initSync({ module }) {
  return start(new WebAssembly.Instance(module, imports));
}

export * from "glue";
