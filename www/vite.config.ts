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
    // Every browser that runs the es2022 above knows `modulepreload`, or does without.
    modulePreload: { polyfill: false },
    // What the first view needs in one file: brotli finds more to share in it than in six.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "index", tags: ["$initial"] }] } } },
  },
});
