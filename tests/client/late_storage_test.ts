import { assertEquals } from "@std/assert";
import { lateStorage } from "../../lib/client/late_storage.ts";
import type { OutboxEntry } from "../../lib/client/model.ts";
import { memoryDrafts, memoryOutbox } from "../../lib/client/storage.ts";

const entry: OutboxEntry = {
  id: "a",
  conversation: "general",
  text: "rain",
  after: 0,
  writtenAt: 1,
  state: "pending",
};

const HEL = { text: "hel", at: 1, begun: 1 };

Deno.test("late storage - what is asked before its code came is done when it has", async () => {
  const kept = { outbox: memoryOutbox(), drafts: memoryDrafts() };
  const coming = Promise.withResolvers<typeof kept>();
  const { outbox, drafts } = lateStorage(() => coming.promise);
  const asked = Promise.all([outbox.put(entry), drafts.put("general", HEL)]);
  assertEquals(await kept.outbox.load(), []);
  coming.resolve(kept);
  await asked;
  assertEquals(await kept.outbox.load(), [entry]);
  assertEquals(await drafts.get("general"), HEL);
  await outbox.remove(entry);
  assertEquals(await outbox.load(), []);
});

Deno.test("late storage - lives as long as the page where its code does not come", async () => {
  const { outbox, drafts } = lateStorage(() => Promise.reject(new TypeError("offline")));
  await outbox.put(entry);
  await drafts.put("general", HEL);
  assertEquals([await outbox.load(), await drafts.get("general")], [[entry], HEL]);
  let ran = 0;
  await outbox.withLock?.("one", () => Promise.resolve(void ran++));
  assertEquals(ran, outbox.withLock ? 1 : 0);
});
