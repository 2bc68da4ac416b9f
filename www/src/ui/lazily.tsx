import { useEffect } from "preact/hooks";
import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { Failure } from "../failures/failure.tsx";
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
  const failed = signal<unknown>(undefined);
  const start = () => {
    failed.value = undefined;
    load().then(
      (component) => (loaded.value = component),
      (error: unknown) => (failed.value = error),
    );
  };
  return function Lazy(props: Props) {
    useEffect(() => {
      if (loaded.value === undefined) start();
    }, []);
    const Component = loaded.value;
    if (Component !== undefined) return <Component {...props} />;
    if (failed.value !== undefined) return <Failure error={failed.value} onRetry={start} />;
    return <Placeholder />;
  };
}

/** In the place of a dialog: nothing, so that nothing moves. */
export function Nothing() {
  return null;
}
