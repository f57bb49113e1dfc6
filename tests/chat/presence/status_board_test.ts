import { assertEquals } from "@std/assert";
import { StatusBoard } from "../../../lib/chat/presence/status_board.ts";
import { createPresenceRows } from "../../../lib/store/presence_rows.ts";
import { ChatInstances } from "../../support/chat_instances.ts";
import { silentLogger } from "../../support/loggers.ts";
import { MemoryKv } from "../../support/memory_kv.ts";
import { VirtualClock } from "../../support/virtual_clock.ts";

Deno.test("status board - what is said by somebody who is not shown is in the store alone", async () => {
  const clock = new VirtualClock();
  const board = new StatusBoard(createPresenceRows(new MemoryKv()), clock, silentLogger, () => {});
  for (let n = 0; n < 100; n++) board.say(`user ${n}`, { status: "at lunch" }, false);
  assertEquals(board.size, 0);
  assertEquals(await board.stored("user 7"), { status: "at lunch" });
  board.say("ana", { status: "here" }, true);
  assertEquals([board.size, board.get("ana")], [1, { status: "here" }]);
  board.forget("ana");
  assertEquals(board.size, 0);
  await board.close();
});

Deno.test("status - said just before the end of an instance, it is in the store", async () => {
  const { fixture, ...one } = await ChatInstances.open();
  const { user: ana } = await fixture.person("ana");
  one.presence.setStatus(ana.id, "at lunch");
  await one.presence.close();
  assertEquals(await createPresenceRows(fixture.store).status(ana.id), { status: "at lunch" });
});
