import { useEffect, useErrorBoundary } from "preact/hooks";
import { ActivityPanel } from "./activity/activity-panel.tsx";
import { activityIsOpen } from "./activity/panel-state.ts";
import { SignIn } from "./connection/sign-in-host.tsx";
import { EmulatorPanel } from "./emulator/panel-host.tsx";
import { Banners } from "./failures/banners.tsx";
import { path } from "./navigation.ts";
import { RunBanner } from "./release/banner-host.tsx";
import { Routes } from "./routes.tsx";
import { lazily } from "./ui/lazily.tsx";
import { Notices } from "./ui/notices.tsx";
import { TopBar } from "./ui/top-bar.tsx";

const FailurePage = lazily(() => import("./failures/failure-page.tsx").then((module) => module.FailurePage));

export function App() {
  useEffect(() => {
    document.body.classList.toggle("with-activity", activityIsOpen.value);
  }, [activityIsOpen.value]);
  return (
    <>
      <a class="skip" href="#main" onClick={toMain}>
        Skip to the content
      </a>
      <TopBar />
      <div class="stage">
        <main id="main" tabIndex={-1}>
          <Banners />
          <RunBanner />
          <Pages />
        </main>
        <ActivityPanel />
      </div>
      <SignIn />
      <EmulatorPanel />
      <Notices />
    </>
  );
}

/** A page that breaks takes neither the others along nor what was typed. */
function Pages() {
  const [error, reset] = useErrorBoundary();
  useEffect(() => {
    if (error !== undefined) reset();
  }, [path.value]);
  if (error !== undefined) return <FailurePage error={error} onRetry={reset} />;
  return <Routes />;
}

// The address belongs to the router: the link must not change it.
function toMain(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
