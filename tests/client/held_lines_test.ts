import { assertEquals } from "@std/assert";
import { HeldLines } from "../../lib/client/held_lines.ts";
import type { TimelineItem } from "../../lib/client/model.ts";
import type { LogEvent } from "../../lib/protocol/events.ts";

Deno.test("held lines - who came before anybody spoke stays before the first of a page", () => {
  const held = lines();
  held.addPresence(arrival("ben"));
  held.append([message(1)]);
  held.addPresence(arrival("cleo"));
  held.replace([message(1), message(2)], true);
  assertEquals(held.lines.map(({ key }) => key), ["ben", "m1", "m2"]);
  assertEquals([held.oldest, held.newest], [1, 2]);
  held.addPresence(arrival("dan"));
  held.replace([message(2), message(3)], false);
  assertEquals(held.lines.map(({ key }) => key), ["m2", "m3"]);
  assertEquals([held.oldest, held.newest], [2, 3]);
  held.replace([], true);
  assertEquals([held.length, held.oldest, held.newest], [0, 0, 0]);
});

function lines(): HeldLines {
  const author = { id: "u-ana", name: "ana", role: "member" } as const;
  return new HeldLines((event) => ({ is: "change", key: `m${event.seq}`, event, author }));
}

function message(seq: number): LogEvent {
  return { kind: "message", seq, id: `m${seq}`, at: seq, by: "u-ana", text: "hello" };
}

function arrival(name: string): TimelineItem & { is: "presence" } {
  return { is: "presence", key: name, at: 0, name, state: "online" };
}
