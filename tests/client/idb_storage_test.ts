import "fake-indexeddb/auto";
import { assertEquals } from "@std/assert";
import { emptyStorage } from "../../lib/client/empty_storage.ts";
import { countStored, holdStored, idbStorage } from "../../lib/client/idb_storage.ts";
import type { OutboxEntry } from "../../lib/client/model.ts";

let time = 0;
/** A draft that was typed now. */
const typed = (text: string) => ({ text, at: ++time, begun: 1 });

const storage = (user: string, tab = "one") => idbStorage(user, tab);

const entry = (id: string, writtenAt: number, text = id): OutboxEntry => ({
  id,
  conversation: "general",
  text,
  after: 0,
  writtenAt,
  state: "pending",
});

Deno.test("idb storage - gives the outbox back in the order of writing, after changes too", async () => {
  const { outbox } = storage("u-order");
  for (const [n, id] of ["c", "a", "b"].entries()) await outbox.put(entry(id, n));
  await outbox.put(entry("c", 0, "changed"));
  const again = storage("u-order").outbox;
  assertEquals((await again.load()).map(({ text }) => text), ["changed", "a", "b"]);
  await again.remove(entry("a", 1));
  await again.remove(entry("never there", 9));
  assertEquals((await outbox.load()).map(({ id }) => id), ["c", "b"]);
});

Deno.test("idb storage - each user has an own outbox", async () => {
  await storage("u-one").outbox.put(entry("mine", 1));
  assertEquals((await storage("u-one").outbox.load()).length, 1);
  assertEquals(await storage("u-two").outbox.load(), []);
});

Deno.test("idb storage - keeps a draft for each conversation, and none for an empty text", async () => {
  const { drafts } = storage("u-drafts");
  await drafts.put("general", typed("half a thou"));
  assertEquals((await drafts.get("general"))?.text, "half a thou");
  assertEquals((await drafts.get("club"))?.text, undefined);
  assertEquals((await drafts.get("gener"))?.text, undefined, "an id that another one begins with");
  await drafts.put("general", typed(""));
  assertEquals((await drafts.get("general"))?.text, undefined);
});

Deno.test("idb storage - a tab that sends takes no other tab's draft away", async () => {
  const [left, right] = [storage("u-tabs", "left").drafts, storage("u-tabs", "right").drafts];
  await left.put("general", typed("typed on the left"));
  await right.put("general", typed("typed on the right"));
  await right.put("general", typed("")); // sent
  assertEquals((await left.get("general"))?.text, "typed on the left");
});

Deno.test("idb storage - a draft that a closed tab left is taken over by the next, once", async () => {
  await storage("u-left", "old").drafts.put("general", typed("older"));
  await storage("u-left", "closed").drafts.put("general", typed("left behind"));
  const next = storage("u-left", "next").drafts;
  assertEquals((await next.get("general"))?.text, "left behind", "the newest");
  assertEquals((await next.get("general"))?.text, "left behind");
  await next.put("general", typed(""));
  assertEquals((await storage("u-left", "closed").drafts.get("general"))?.text, "older");
});

Deno.test("idb storage - what waits is held for whoever was sent out, what failed stays so", async () => {
  const { outbox } = storage("u-out");
  await outbox.put(entry("a", 1));
  await outbox.put({ ...entry("b", 2), state: "failed" });
  const other = storage("u-other").outbox;
  await other.put(entry("c", 3));
  await holdStored("u-out");
  assertEquals((await outbox.load()).map(({ state }) => state), ["held", "failed"]);
  assertEquals((await other.load()).map(({ state }) => state), ["pending"], "another account's");
  assertEquals([await countStored("u-out"), await countStored("u-other")], [2, 1]);
  await holdStored("u-nobody");
  assertEquals(await countStored("u-nobody"), 0);
  const names = (await indexedDB.databases()).map(({ name }) => name);
  assertEquals(names.includes("palabre-u-nobody"), false);
});

Deno.test("idb storage - every transaction is committed in the task that begins it", async () => {
  const { outbox, drafts } = storage("u-commit");
  await drafts.get("general"); // the database is open
  const begun: string[] = [];
  const { transaction } = IDBDatabase.prototype;
  const { commit } = IDBTransaction.prototype;
  IDBDatabase.prototype.transaction = function (...args) {
    begun.push("begun");
    return transaction.apply(this, args);
  };
  IDBTransaction.prototype.commit = function () {
    begun.push("committed");
    return commit.call(this);
  };
  try {
    const runs = [
      () => outbox.put(entry("a", 1)),
      () => outbox.load(),
      () => outbox.remove(entry("a", 1)),
      () => drafts.put("general", typed("a")),
      () => drafts.get("general"),
      () => drafts.put("general", typed("")),
    ];
    for (const run of runs) {
      begun.length = 0;
      await run();
      assertEquals(begun, ["begun", "committed"], String(run));
    }
  } finally {
    IDBDatabase.prototype.transaction = transaction;
    IDBTransaction.prototype.commit = commit;
  }
});

Deno.test("idb storage - without IndexedDB, or where it is refused, all lives as long as the page", async () => {
  const { indexedDB } = globalThis;
  const refusing = {
    open() {
      throw new DOMException("The operation is insecure.", "SecurityError");
    },
  };
  try {
    for (const absent of [undefined, refusing]) {
      Object.assign(globalThis, { indexedDB: absent });
      const { outbox, drafts } = storage("u-none");
      await outbox.put(entry("a", 1));
      assertEquals((await outbox.load()).map(({ id }) => id), ["a"]);
      await outbox.remove(entry("a", 1));
      assertEquals(await outbox.load(), []);
      await drafts.put("general", typed("typed"));
      assertEquals((await drafts.get("general"))?.text, "typed");
    }
  } finally {
    Object.assign(globalThis, { indexedDB });
  }
});

Deno.test("idb storage - N4: nothing is kept of who signed out, all of others", async () => {
  const [gone, other] = [storage("u-gone"), storage("u-stays")];
  for (const { outbox, drafts } of [gone, other]) {
    await outbox.put(entry("waits", 1));
    await drafts.put("general", typed("half a thought"));
  }
  await emptyStorage("u-gone");
  const names = (await indexedDB.databases()).map(({ name }) => name);
  assertEquals(["palabre-u-gone", "palabre-u-stays"].map((name) => names.includes(name)), [
    false,
    true,
  ]);
  assertEquals((await storage("u-stays").outbox.load()).length, 1);
});
