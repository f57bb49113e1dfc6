import { useEffect, useMemo, useState } from "preact/hooks";
import type { Person } from "../../lib/protocol/events.ts";
import { systemClock } from "../../lib/world/world.ts";
import { Palette } from "../../lib/ui/palette.tsx";
import { paletteEntries } from "../../lib/ui/palette_entries.ts";
import { useWindow } from "./window_context.ts";

/** The server is asked for people once the typing pauses this long. */
const PAUSE_MS = 120;

/** Jump: over what the window knows, and whom the server knows. */
export function PalettePane({ query: typed = "", onClose }: {
  query?: string;
  onClose(): void;
}) {
  const window = useWindow();
  const { model } = window;
  const [query, setQuery] = useState(typed);
  const [found, setFound] = useState<readonly Person[]>([]);
  // The order stands still while one looks, whoever writes meanwhile.
  const [lastAt] = useState(() =>
    new Map(model.conversations.peek().map((one) => [one.id, one.lastAt]))
  );

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

  const entries = useMemo(() => {
    const here = Array.from(
      model.presence.value.values(),
      ({ user, name, role }) => ({ id: user, name, role }),
    );
    const people = new Map([...here, ...found].map((person) => [person.id, person]));
    return paletteEntries(
      query,
      model.conversations.value.map((one) => ({
        ...one,
        lastAt: lastAt.get(one.id) ?? one.lastAt,
      })),
      [...people.values()],
      model.me.value?.id ?? "",
    );
  }, [query, found, model.conversations.value, model.presence.value]);

  return (
    <Palette
      query={query}
      entries={entries}
      stateOf={(user) => model.stateOf(user)}
      onQuery={setQuery}
      onClose={onClose}
      onChoose={(entry) => {
        if (entry.is === "conversation") window.open(entry.conversation);
        else if (entry.is === "rooms") window.overlay.value = { is: "rooms" };
        else {
          onClose();
          window.attempt(() => window.writeTo(entry.name));
        }
      }}
    />
  );
}
