import "fake-indexeddb/auto";
import { assertEquals } from "@std/assert";
import { idbStorage } from "../../lib/client/idb_storage.ts";
import type { OutboxEntry } from "../../lib/client/model.ts";

const entry = (id: string, text = id): OutboxEntry => ({
  id,
  conversation: "general",
  text,
  after: 0,
  writtenAt: 1,
  state: "pending",
});

Deno.test("idb storage - gives the outbox back in the order of writing, after changes too", async () => {
  const { outbox } = idbStorage("u-order");
  for (const id of ["c", "a", "b"]) await outbox.put(entry(id));
  await outbox.put(entry("c", "changed"));
  const again = idbStorage("u-order").outbox;
  assertEquals((await again.load()).map(({ text }) => text), ["changed", "a", "b"]);
  await again.remove("a");
  await again.remove("never there");
  assertEquals((await outbox.load()).map(({ id }) => id), ["c", "b"]);
});

Deno.test("idb storage - each user has an own outbox", async () => {
  await idbStorage("u-one").outbox.put(entry("mine"));
  assertEquals((await idbStorage("u-one").outbox.load()).length, 1);
  assertEquals(await idbStorage("u-two").outbox.load(), []);
});

Deno.test("idb storage - keeps a draft for each conversation, and none for an empty text", async () => {
  const { drafts } = idbStorage("u-drafts");
  await drafts.put("general", "half a thou");
  assertEquals(await drafts.get("general"), "half a thou");
  assertEquals(await drafts.get("club"), "");
  await drafts.put("general", "");
  assertEquals(await drafts.get("general"), "");
});
