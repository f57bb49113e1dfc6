import { assertEquals } from "@std/assert";
import { TimelineWindow } from "../../lib/client/timeline_window.ts";
import type { PresenceTransition } from "../../lib/client/presence.ts";
import type { LogEvent } from "../../lib/protocol/events.ts";

Deno.test("timeline window - who came before anybody spoke stays before the first of a page", () => {
  const held = lines();
  held.addPresence([arrival("ben")], 0);
  held.append([message(1)]);
  held.addPresence([arrival("cleo")], 0);
  held.replace({ events: [message(1), message(2)], from: 1, to: 2 }, true);
  assertEquals(held.items.map(({ key }) => key), ["presence-1", "m1", "m2"]);
  assertEquals([held.oldest, held.newest], [1, 2]);
  held.addPresence([arrival("dan")], 0);
  held.replace({ events: [message(2), message(3)], from: 2, to: 3 }, false);
  assertEquals(held.items.map(({ key }) => key), ["m2", "m3"]);
  assertEquals([held.oldest, held.newest], [2, 3]);
  held.replace({ events: [], from: 1, to: 0 }, true);
  assertEquals([held.length, held.oldest, held.newest], [0, 0, 0]);
});

Deno.test("timeline window - what is deleted is not counted as unread", () => {
  const profile = { name: "ben", role: "member" } as const;
  const window = new TimelineWindow((event) =>
    event.kind === "message"
      ? { is: "message", key: event.id, event, author: profile, own: false }
      : undefined
  );
  window.append([message(1), message(2), message(3)]);
  assertEquals(window.countAfter(1, "u-me"), { unread: 2, mentions: 0 });
  window.applyChange({ kind: "delete", seq: 4, at: 4, by: "u-ana", target: 2 });
  assertEquals(window.countAfter(1, "u-me"), { unread: 1, mentions: 0 });
});

function lines(): TimelineWindow {
  const author = { id: "u-ana", name: "ana", role: "member" } as const;
  return new TimelineWindow((event) => ({ is: "change", key: `m${event.seq}`, event, author }));
}

function message(seq: number): LogEvent {
  return { kind: "message", seq, id: `m${seq}`, at: seq, by: "u-ana", text: "hello" };
}

function arrival(name: string): PresenceTransition {
  return { user: `u-${name}`, name, state: "online" };
}
