// The one connection that the dashboard works on.
import { signal } from "@preact/signals";
import { connect, type Atoms, type ConnectOptions, type Generation } from "atoms-lifecycle";
import { recorded } from "../activity/recorded-fetch.ts";
import { clearLog } from "../activity/log.ts";
import { changed } from "../data/changes.ts";
import { emulatorFetch, startEmulator } from "../emulator/emulator-fetch.ts";
import { currentKey, hasKey } from "./key.ts";
import { placeId, rememberedPlace, rememberPlace, type Place } from "./place.ts";
import { askToSignIn } from "./sign-in.ts";

export interface Connection {
  place: Place;
  /** Tells it apart from connections to other places, in storage. */
  id: string;
  /** Resolves once the wasm module is there. */
  atoms: Promise<Atoms>;
  /** Which API the organisation has, once a call has shown it. */
  generation: Generation | undefined;
}

type Fetch = NonNullable<ConnectOptions["fetch"]>;

/** Nothing is loaded before the first paint; until then calls wait. */
const pending: Connection = { place: rememberedPlace(), id: placeId(rememberedPlace()), atoms: new Promise(() => {}), generation: undefined };

export const connection = signal<Connection>(pending);

/** Connects to the place that this tab was connected to before a reload. */
export function openRemembered(): void {
  const place = rememberedPlace();
  open(place);
  if (place.kind === "key" && !hasKey.value) askToSignIn();
}

export function open(place: Place): void {
  rememberPlace(place);
  clearLog();
  connection.value = { place, id: placeId(place), atoms: connectTo(place), generation: undefined };
  changed();
}

/** Starts again where it is, after the wasm module could not be loaded or the emulator was reset. */
export function reopen(): void {
  open(connection.value.place);
}

function connectTo(place: Place): Promise<Atoms> {
  // The first request starts it again if this fails, and says why.
  if (place.kind === "page") startEmulator().catch(() => {});
  const atoms = connect({ ...optionsFor(place), fetch: recorded(fetchFor(place)), retry: { maxRetryAfterMs: 10_000 } });
  // Whoever waits for it shows the failure; nobody may be waiting yet.
  atoms.catch(() => {});
  return atoms;
}

function fetchFor(place: Place): Fetch {
  return place.kind === "page" ? emulatorFetch : (input, init) => fetch(input, init);
}

function optionsFor(place: Place): ConnectOptions {
  switch (place.kind) {
    case "page":
      return { baseUrl: "http://emulator.localhost/atoms/v1", maxRequestsPerSecond: Infinity };
    case "local":
      return { baseUrl: place.baseUrl, apiKey: "any" };
    case "proxy":
      return {
        baseUrl: new URL(place.baseUrl, location.href).href,
        credentials: place.withCookies ? "include" : "same-origin",
      };
    case "key":
      return { baseUrl: place.baseUrl, auth: currentKey };
  }
}
