import "../app/main.mjs";
