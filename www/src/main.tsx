import { render } from "preact";
import "./style/tokens.css";
import "./style/base.css";
import "./style/controls.css";
import "./style/layout.css";
import "./style/agents.css";
import { App } from "./app.tsx";
import { openRemembered } from "./connection/connection.ts";
import { applyTheme } from "./ui/theme.tsx";

applyTheme();
const host = document.getElementById("app");
if (host === null) throw new Error("index.html has no #app");
render(<App />, host);
// After the first paint: the shell can be used while the wasm modules arrive.
requestAnimationFrame(() => setTimeout(openRemembered));
