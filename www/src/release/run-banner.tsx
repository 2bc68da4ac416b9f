export function RunBanner() {
  return null;
}
