// What the server writes into a page and the browser reads from it.

/** Marks the element that holds an island's HTML; the value is the island's name. */
export const ISLAND_ATTRIBUTE = "data-island";
/** Marks the data block that follows it and holds the island's props. */
export const PROPS_ATTRIBUTE = "data-island-props";
/** Set on the element once the island is live: its first effects have run. */
export const HYDRATED_ATTRIBUTE = "data-hydrated";

/** Marks what the server alone draws, for who has no script: a script takes it away. */
export const PLAIN_ATTRIBUTE = "data-plain";

// Functions are compared by what they are called with: `never` lets every component be one.
/** A component that can hydrate: a function of plain props. */
export type IslandComponent = (props: never) => unknown;

/** The closed list of islands: each name with how its component is imported. */
export type Registry = Readonly<Record<string, () => Promise<IslandComponent>>>;

/** The props of the island `N` of the registry `R`; none for a component that takes none. */
export type PropsOf<R extends Registry, N extends keyof R> =
  Parameters<Awaited<ReturnType<R[N]>>> extends [infer P] ? P : Record<string, never>;

const MENDS = {
  "unknown": "Add it to islands/registry.ts, and build again: page and bundle may differ in age.",
  "props":
    "Props are plain JSON: give strings, numbers, booleans, null, arrays and objects of them.",
  "load": "The bundle could not be loaded or run: reload the page; if it stays, build again.",
  "render": "The component threw while it took over its HTML: mend it, or the props it was given.",
  "mismatch":
    "It must draw the same on the server and at first in the browser: no clock, chance, window size " +
    "or time zone before the first effect.",
} as const;

export type IslandFault = keyof typeof MENDS;

/** An island could not be drawn or did not come alive: says which, why, and what mends it. */
export class IslandError extends Error {
  override readonly name = "IslandError";
  constructor(
    readonly island: string,
    readonly fault: IslandFault,
    what: string,
    options?: ErrorOptions,
  ) {
    super(`Island “${island}”: ${what}. ${MENDS[fault]}`, options);
  }
}
