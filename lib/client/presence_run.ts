import type { Person, UserId } from "../protocol/events.ts";
import type { Passenger, TimelineItem } from "./model.ts";
import type { PresenceTransition } from "./presence.ts";

/** A notice of arrivals, or of departures. */
export interface PresenceItem extends Extract<TimelineItem, { is: "presence" }> {
  state: Way;
}
type Way = PresenceTransition["state"];

/**
 * The notices after the newest event, with more transitions: one of each kind at most, which grow. Of one
 * person only the last transition counts; that they were sent out always does (P4).
 */
export function growRun(
  run: readonly PresenceItem[],
  transitions: readonly PresenceTransition[],
  at: number,
  newKey: () => string,
): PresenceItem[] {
  const items = new Map(run.map((item) => [item.state, item]));
  const people = {
    online: peopleOf(items.get("online")),
    offline: peopleOf(items.get("offline")),
    left: peopleOf(items.get("left")),
    kicked: peopleOf(items.get("kicked")),
    banned: peopleOf(items.get("banned")),
  };
  const grown = new Set<Way>();
  const changed = new Set<Way>();
  for (const { user, name, state, implied } of transitions) {
    // That somebody was sent out stays told, whoever comes again.
    for (const other of ["online", "offline", "left"] as const) {
      if (other !== state && people[other].delete(user)) changed.add(other);
    }
    if (implied || people[state].has(user)) continue;
    people[state].set(user, { user, name });
    grown.add(state);
  }
  return [...new Set([...items.keys(), ...grown])].flatMap((state): PresenceItem[] => {
    const before = items.get(state);
    if (people[state].size === 0) return [];
    if (before && !grown.has(state) && !changed.has(state)) return [before];
    return [{
      is: "presence",
      key: before?.key ?? newKey(),
      since: before?.since ?? at,
      at: grown.has(state) ? at : before?.at ?? at,
      state,
      people: [...people[state].values()],
    }];
  });
}

function peopleOf(item: PresenceItem | undefined): Map<UserId, Passenger> {
  return new Map(item?.people.map((one) => [one.user, one]));
}

/** Whether a line is such a notice. */
export function isPresence(item: TimelineItem): item is PresenceItem {
  return item.is === "presence" && item.state !== "join" && item.state !== "leave";
}

/** The notice with the name that somebody has now; `undefined` where they are not in it. */
export function withPerson(
  item: PresenceItem,
  { id, name, gone }: Person,
): PresenceItem | undefined {
  if (!item.people.some(({ user }) => user === id)) return undefined;
  const now: Passenger = { user: id, name, ...(gone && { gone }) };
  return { ...item, people: item.people.map((one) => one.user === id ? now : one) };
}
