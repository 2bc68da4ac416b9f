// The places that the dashboard can be connected to.

export type Place =
  /** The emulator inside this page. */
  | { kind: "page" }
  /** An emulator that listens on this machine. */
  | { kind: "local"; baseUrl: string }
  /** A server of one's own that adds the key. */
  | { kind: "proxy"; baseUrl: string; withCookies: boolean }
  /** The platform itself, with a key or token that is kept in memory alone. */
  | { kind: "key"; baseUrl: string };

export const PLATFORM = "https://api.smallest.ai/atoms/v1";
export const LOCAL = "http://127.0.0.1:4010/atoms/v1";

const KEY = "atoms:place";

/** What the top bar says. */
export function placeName(place: Place): string {
  switch (place.kind) {
    case "page":
      return "Emulator in this page";
    case "local":
      return `Emulator at ${hostOf(place.baseUrl)}`;
    case "proxy":
      return `Proxy at ${hostOf(place.baseUrl)}`;
    case "key":
      return hostOf(place.baseUrl);
  }
}

function hostOf(url: string): string {
  return URL.canParse(url, location.href) ? new URL(url, location.href).host : url;
}

/** Tells places apart in storage: what is kept of one is never shown in another. */
export function placeId(place: Place): string {
  return place.kind === "page" ? "page" : `${place.kind}:${place.baseUrl}`;
}

/** Whether it is this tab's alone: every tab has an emulator of its own in its page, and they give the same ids. */
export const isOfThisTab = (id: string): boolean => id === "page";

/** Remembers where, for this tab. There is no key in a place. */
export function rememberPlace(place: Place): void {
  sessionStorage.setItem(KEY, JSON.stringify(place));
}

export function rememberedPlace(): Place {
  const kept = sessionStorage.getItem(KEY);
  return kept === null ? { kind: "page" } : (JSON.parse(kept) as Place);
}
