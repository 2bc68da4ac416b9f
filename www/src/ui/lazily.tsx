import { useEffect } from "preact/hooks";
import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { fetchFailedStyles } from "./failed-styles.ts";
import { PageSkeleton } from "./skeleton.tsx";

/**
 * A component that is fetched when it is first shown, with something in its
 * place until it is there. A fetch that failed can be tried again.
 */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Placeholder: ComponentType = PageSkeleton,
): ComponentType<Props> {
  const loaded = signal<ComponentType<Props> | undefined>(undefined);
  const failed = signal(false);
  const start = () => {
    failed.value = false;
    fetchFailedStyles().then(load).then(
      (component) => (loaded.value = component),
      () => (failed.value = true),
    );
  };
  return function Lazy(props: Props) {
    useEffect(() => {
      if (loaded.value === undefined) start();
    }, []);
    const Component = loaded.value;
    if (Component !== undefined) return <Component {...props} />;
    if (failed.value) return <NotFetched onRetry={start} />;
    return <Placeholder />;
  };
}

/**
 * Made of what is there already: whatever it fetched might not come either. A
 * reload is the way on in Firefox, which asks for a script only once.
 */
function NotFetched({ onRetry }: { onRetry: () => void }) {
  return (
    <section class="card pad stack" role="alert" data-testid="not-fetched">
      <p>
        <strong>A part of this page could not be loaded.</strong> Check the connection and try again. If it stays, reload the page: what you typed is kept.
      </p>
      <div class="actions start">
        <button type="button" class="button small" onClick={onRetry}>
          Try again
        </button>
      </div>
    </section>
  );
}

/** In the place of a dialog: nothing, so that nothing moves. */
export function Nothing() {
  return null;
}
