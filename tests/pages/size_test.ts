import { assert, assertEquals } from "@std/assert";
import { formFields, openPages } from "../support/pages.ts";

/** Reads of the store that a room's page needs: who asks and is asked, their conversations, what is in it. */
const MAX_READS = 12;

Deno.test("pages - a page lists the 100 conversations that were used last, and the open one", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/guest", { name: "Awa" });
  const { chat } = pages.services;
  const { sync } = chat;
  chat.sync = async (actor) => {
    const own = await sync(actor);
    const [general] = own.conversations;
    assert(general);
    const rooms = Array.from({ length: 120 }, (_, n) => ({
      ...general,
      id: `room_${n}`,
      name: `room-${n}`,
      lastAt: 1_000 + n,
    }));
    return { ...own, conversations: [{ ...general, lastAt: 1 }, ...rooms] };
  };
  const { html } = await awa.get("/rooms/general");
  const listed = [...html.matchAll(/data-conversation="([^"]*)"/g)].map(([, id]) => id);
  const expected = Array.from({ length: 100 }, (_, n) => `room_${n + 20}`);
  assertEquals(listed.toSorted(), ["general", ...expected].toSorted());
  await pages.close();
});

Deno.test("pages - a room's page reads the store a few times, however much is said in it", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  const room = await awa.post("/door/guest", { name: "Awa" });
  await awa.post("/rooms/general", { ...formFields(room.html, "/rooms/general"), text: "Hello" });
  const reads: string[] = [];
  const { get, getMany, list } = pages.kv;
  Object.assign(pages.kv, {
    get: (...asked: Parameters<typeof get>) => note("get", get.apply(pages.kv, asked)),
    getMany: (...asked: Parameters<typeof getMany>) =>
      asked[0].length === 0
        ? getMany.apply(pages.kv, asked)
        : note("getMany", getMany.apply(pages.kv, asked)),
    list: (...asked: Parameters<typeof list>) => note("list", list.apply(pages.kv, asked)),
  });
  assertEquals((await awa.get("/rooms/general")).status, 200);
  assert(reads.length > 0 && reads.length <= MAX_READS, `${reads.length}: ${reads.join(" ")}`);
  await pages.close();

  function note<T>(call: string, answer: T): T {
    reads.push(call);
    return answer;
  }
});
