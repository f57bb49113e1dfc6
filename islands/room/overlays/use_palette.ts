import { useEffect, useMemo, useState } from "preact/hooks";
import type { PresenceState, UserId } from "../../../lib/protocol/events.ts";
import type { Member } from "../../../lib/protocol/requests/people.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import { paletteEntries, type PaletteEntry } from "../../../lib/text/name_matching.ts";
import type { KnownNames } from "../../../lib/text/search/written.ts";
import { useElsewhere } from "../panes/use_elsewhere.ts";
import { LEAST_SEARCHED, useFoundMessages } from "./use_found_messages.ts";
import { useWindow } from "../window/window_context.ts";

/** The server is asked for people once the typing pauses this long. */
const PAUSE_MS = 120;

/**
 * What a query finds: of what the window knows, whom the server knows, and, where wanted, rooms that one
 * may join and messages.
 */
export function usePalette(
  query: string,
  { messages: wanted = false }: { messages?: boolean } = {},
): {
  entries: readonly PaletteEntry[];
  names: KnownNames;
  inKept: boolean;
  stateOf(user: UserId): PresenceState;
} {
  const { model, online } = useWindow();
  const [found, setFound] = useState<readonly Member[]>([]);
  // The order stands still while one looks, whoever writes meanwhile.
  const [lastAt] = useState(() =>
    new Map(model.conversations.peek().map((one) => [one.id, one.lastAt]))
  );

  const messages = useFoundMessages(query, wanted);
  const isNamed = query.trim() !== "" && !query.startsWith("@");
  const elsewhere = useElsewhere(wanted && isNamed ? query : undefined);

  useEffect(() => {
    const name = query.replace(/^@/, "").trim();
    if (name === "" || query.startsWith("#")) return;
    let wanted = true;
    const timer = systemClock.after(PAUSE_MS, () => {
      model.people(name).then((people) => {
        if (wanted) setFound(people);
      }, () => {}); // offline: the window's own knowledge has to do
    });
    return () => {
      wanted = false;
      timer.cancel();
    };
  }, [query]);

  const entries = useMemo((): readonly PaletteEntry[] => {
    const here = Array.from(
      model.presence.value.values(),
      ({ user, name, role }) => ({ id: user, name, role }),
    );
    const people = new Map([...here, ...found].map((person) => [person.id, person]));
    const joined = paletteEntries(
      query,
      model.conversations.value.map((one) => ({
        ...one,
        lastAt: lastAt.get(one.id) ?? one.lastAt,
      })),
      [...people.values()],
      model.me.value?.id ?? "",
    );
    const called = [
      ...joined.slice(0, -1),
      ...elsewhere.map((room) => ({ is: "join" as const, key: `#${room.id}`, room })),
      ...joined.slice(-1),
    ];
    // Below what is called so: whoever types a name wants to go there.
    if (query.trim().length < LEAST_SEARCHED) return called;
    // Messages come last, and later: nothing moves when they do. Pages need the server.
    return [
      ...called.slice(0, -1),
      ...(online ? [{ is: "search" as const, key: "search" }, ...called.slice(-1)] : []),
      ...messages.map((message) => ({
        is: "message" as const,
        message,
        key: `${message.conversation.id} ${message.seq}`,
      })),
    ];
  }, [
    query,
    found,
    messages,
    elsewhere.length,
    online,
    model.conversations.value,
    model.presence.value,
  ]);

  const names = useMemo(() => ({
    people: [
      ...new Set(
        [...model.presence.value.values(), ...found].map(({ name }) => name),
      ),
    ],
    places: model.conversations.value.flatMap(({ kind, name }) =>
      kind === "room" && name ? [name] : []
    ),
  }), [found, model.conversations.value, model.presence.value]);

  return {
    entries,
    names,
    inKept: !online,
    stateOf: (user) =>
      model.presence.value.get(user)?.state ?? found.find(({ id }) => id === user)?.state ??
        "offline",
  };
}
