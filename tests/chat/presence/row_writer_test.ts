import { assertEquals } from "@std/assert";
import { RowWriter } from "../../../lib/chat/presence/row_writer.ts";
import type { Published } from "../../../lib/cluster/bus.ts";
import { keys } from "../../../lib/kv/keys.ts";
import { createPresenceRows } from "../../../lib/store/presence_rows.ts";
import { silentLogger } from "../../support/loggers.ts";
import { MemoryKv } from "../../support/memory_kv.ts";
import { VirtualClock } from "../../support/virtual_clock.ts";

/** A writer of an instance that takes itself for alone while nobody wrote the roster. */
function alone() {
  const [kv, clock] = [new MemoryKv(), new VirtualClock()];
  const rows = createPresenceRows(kv);
  const published: Published[] = [];
  const seen: string[] = [];
  const bus = {
    instance: "one",
    publish: (messages: readonly Published[]) => Promise.resolve(void published.push(...messages)),
    aloneCheck: () => ({ key: keys.live(), versionstamp: null }),
    confirmAlone: () => void seen.push("confirmed"),
    refresh: () => Promise.resolve(void seen.push("refreshed")),
  };
  const writer = new RowWriter({ rows, bus, clock, logger: silentLogger, uncertain: () => {} });
  const here = { user: "ana", name: "ana", role: "member", state: "online" } as const;
  return { kv, clock, rows, published, seen, put: () => writer.put(here, true) };
}

Deno.test("row writer - alone, a change is one commit that proves it, and nobody is told", async () => {
  const { clock, rows, published, seen, put } = alone();
  put();
  await clock.settle();
  assertEquals([(await rows.all()).length, published.length, seen], [1, 0, ["confirmed"]]);
});

Deno.test("row writer - where somebody joined in that moment, the row is written and they are told", async () => {
  const { kv, clock, rows, published, seen, put } = alone();
  await kv.commit([], [{ type: "set", key: keys.live(), value: ["one", "two"] }]);
  put();
  await clock.settle();
  assertEquals([(await rows.all()).length, published.length, seen], [1, 1, ["refreshed"]]);
});
