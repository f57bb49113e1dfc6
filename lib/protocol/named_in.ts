import type { LogEvent, UserId } from "./events.ts";

/**
 * Whom events name: authors, the mentioned, who reacted, who pinned, who replied in a thread, who
 * added somebody.
 */
export function namedIn(events: readonly LogEvent[]): Set<UserId> {
  const ids = new Set<UserId>();
  for (const event of events) {
    ids.add(event.by);
    if (event.kind === "join" && event.addedBy) ids.add(event.addedBy);
    if (event.kind !== "message" && event.kind !== "edit") continue;
    for (const id of event.mentions ?? []) ids.add(id);
    if (event.kind === "edit") continue;
    for (const { by } of Object.values(event.reactions ?? {})) for (const id of by) ids.add(id);
    for (const { by = [] } of event.poll?.options ?? []) for (const id of by) ids.add(id);
    if (event.pinned) ids.add(event.pinned.by);
    if (event.movedHere) ids.add(event.movedHere.by);
    for (const id of event.replies?.by ?? []) ids.add(id);
  }
  return ids;
}
