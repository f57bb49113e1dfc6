import "fake-indexeddb/auto";
import { assertEquals } from "@std/assert";
import { emptyStorage } from "../../lib/client/empty_storage.ts";
import type { KeptPage } from "../../lib/client/kept_page.ts";
import { emptyKept, KEPT_DATABASE, KeptStorage } from "../../lib/client/kept_storage.ts";

const page: KeptPage = {
  kept: true,
  conversation: "general",
  events: [],
  users: {},
  from: 1,
  to: 1,
};
const pagesOf = async () => (await KeptStorage.find())?.pages();
const isThere = async () =>
  (await indexedDB.databases()).some(({ name }) => name === KEPT_DATABASE);

Deno.test("kept storage - whoever looks where nothing was kept leaves nothing", async () => {
  assertEquals(await KeptStorage.find(), undefined);
  assertEquals(await emptyKept(), false);
  assertEquals(await isThere(), false);
});

Deno.test("kept storage - one person's alone: the next finds nothing, the first writes no more (N4)", async () => {
  const awa = await KeptStorage.claim("u-awa");
  assertEquals(await awa.put({ props: { words: "here" }, pages: [page] }), true);
  assertEquals(await (await KeptStorage.claim("u-awa")).pages(), [page]);
  const noor = await KeptStorage.claim("u-noor");
  assertEquals([await noor.pages(), await noor.props()], [[], undefined]);
  assertEquals(await awa.put({ pages: [page] }), false, "a tab that is open yet");
  assertEquals([await pagesOf(), (await KeptStorage.find())?.user], [[], "u-noor"]);
});

Deno.test("kept storage - a page of its owner leaves it, one of anybody else empties it (N4)", async () => {
  const awa = await KeptStorage.claim("u-awa");
  await awa.put({ pages: [page] });
  assertEquals([await emptyKept("u-awa"), await pagesOf()], [false, [page]]);
  assertEquals([await emptyKept("-"), await pagesOf()], [true, undefined]);
  assertEquals(await awa.put({ pages: [page] }), false);
  assertEquals(await emptyKept("-"), false);
});

Deno.test("kept storage - goes with whoever signs out (N4)", async () => {
  await (await KeptStorage.claim("u-awa")).put({ pages: [page] });
  await emptyStorage("u-awa");
  assertEquals(await isThere(), false);
});
