/** What a runtime that compiles wasm modules by itself makes of importing one. */
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}

/** A wasm module as text, written by the build. */
declare module "*.base64.js" {
  const base64: string;
  export default base64;
}
