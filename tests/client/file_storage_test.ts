import "fake-indexeddb/auto";
import { assertEquals, assertRejects } from "@std/assert";
import {
  fileStorage,
  KEPT_MS,
  type KeptFile,
  MAX_KEPT_BYTES,
} from "../../lib/client/file_storage.ts";

const file = (key: string, at: number, bytes = 3): KeptFile => ({
  key,
  tab: "one",
  conversation: "general",
  at,
  bytes,
  about: { name: `${key}.txt`, type: "text/plain", size: bytes },
});
const storage = (user: string, now = 0) => fileStorage(user, () => now);

Deno.test("file storage - F5: gives files back in their order, with their bytes and where they go on", async () => {
  const first = storage("f-order");
  await first.put(file("b", 2), { whole: new Blob(["bbb"]) });
  await first.put(file("a", 1), { whole: new Blob(["aaa"]), preview: new Blob(["p"]) });
  await first.put({ ...file("b", 2), prepared: true, urls: { whole: "/api/v1/files/1" } });
  const again = storage("f-order");
  assertEquals((await again.list()).map(({ key, urls }) => [key, urls?.whole]), [
    ["a", undefined],
    ["b", "/api/v1/files/1"],
  ]);
  assertEquals(await (await again.bytes("b"))?.whole.text(), "bbb", "these stay beside it");
  assertEquals(await (await again.bytes("a"))?.preview?.text(), "p");
  await again.remove(["b", "never there"]);
  assertEquals((await first.list()).map(({ key }) => key), ["a"]);
  assertEquals(await first.bytes("b"), undefined);
  assertEquals(await storage("f-other").list(), [], "each person has their own");
});

Deno.test("file storage - F5: takes no more than its bound, and says so", async () => {
  const kept = storage("f-bound");
  await kept.put(file("large", 1, MAX_KEPT_BYTES - 3), { whole: new Blob(["…"]) });
  await kept.put(file("fits", 2), { whole: new Blob(["aaa"]) });
  const refused = await assertRejects(() =>
    kept.put(file("more", 3, 1), { whole: new Blob(["a"]) })
  );
  assertEquals((refused as Error).name, "NoRoom");
  await kept.put(file("large", 1, MAX_KEPT_BYTES - 3), { whole: new Blob(["again"]) });
  assertEquals((await kept.list()).map(({ key }) => key), ["large", "fits"]);
});

Deno.test("file storage - what nobody sent for a week is forgotten", async () => {
  await storage("f-old").put(file("old", 1), { whole: new Blob(["aaa"]) });
  await storage("f-old").put(file("new", KEPT_MS), { whole: new Blob(["aaa"]) });
  assertEquals((await storage("f-old", KEPT_MS + 2).list()).map(({ key }) => key), ["new"]);
  assertEquals(await storage("f-old").bytes("old"), undefined);
});

Deno.test("file storage - where the browser has none, each call says so", async () => {
  const { open } = indexedDB;
  indexedDB.open = () => {
    throw new DOMException("denied", "SecurityError");
  };
  const denied = storage("f-denied");
  await assertRejects(() => denied.list());
  await assertRejects(() => denied.put(file("a", 1), { whole: new Blob(["a"]) }));
  indexedDB.open = open;
});
