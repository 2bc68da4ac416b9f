export default {
  mode: "production",
  entry: "../app/main.mjs",
};
