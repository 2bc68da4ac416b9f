// Until vite 8 its development server moves a dependency's script away from the files beside it.
export default { optimizeDeps: { exclude: ["atoms-lifecycle"] } };
