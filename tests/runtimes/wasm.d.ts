// What a Worker gets when it imports a wasm module.
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}
