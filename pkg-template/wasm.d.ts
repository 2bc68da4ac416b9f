/** What a runtime that compiles wasm modules by itself makes of importing one. */
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}
