import { signal } from "@preact/signals";

/** How far a file has come whose message waits for it. */
export interface OnTheWay {
  /** From 0 to 1. */
  part?: number;
  /** The address of a picture of it, in this page. */
  picture?: string;
}

/** Files of messages that wait for them, by their keys in this browser. */
export const onTheWay = signal<ReadonlyMap<string, OnTheWay>>(new Map());

/** Says more of one; `undefined`: it is on its way no longer. */
export function showOnTheWay(key: string, change: OnTheWay | undefined): void {
  const now = new Map(onTheWay.peek());
  const before = now.get(key);
  if (change) now.set(key, { ...before, ...change });
  else if (!now.delete(key)) return;
  if (!change && before?.picture) URL.revokeObjectURL(before.picture);
  onTheWay.value = now;
}
