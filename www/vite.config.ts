// The dashboard's build. Paths are relative, so that any static host at any path can serve it.
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  // The package is linked from the folder beside this one: its wasm is served from there.
  server: { fs: { allow: [".."] } },
  build: {
    outDir: "../target/dashboard",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    manifest: true,
  },
});
