/** Grey bars in the place of a text that is on its way. */
export function Skeleton({ lines = 3, label = "Loading" }: { lines?: number; label?: string }) {
  return (
    <div class="skeleton" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} class="skeleton-line" style={{ width: `${95 - ((index * 23) % 50)}%` }} />
      ))}
    </div>
  );
}

/** A whole page that is on its way. */
export function PageSkeleton() {
  return (
    <div class="page">
      <h1 class="visually-hidden">Loading</h1>
      <Skeleton lines={2} label="Loading the page" />
      <div class="card">
        <Skeleton lines={6} />
      </div>
    </div>
  );
}
