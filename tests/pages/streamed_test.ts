import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { Unavailable } from "../../lib/kv/kv.ts";
import { openPages } from "../support/pages.ts";

/** Awa's page of #general, as it comes: its first part, and then the rest. */
async function open(encoding: "gzip" | "identity", waiting: PromiseWithResolvers<void>) {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/guest", { name: "Awa" });
  const { chat } = pages.services;
  const { history } = chat;
  chat.history = async (...asked) => {
    await waiting.promise;
    return await history(...asked);
  };
  const response = await awa.open("/rooms/general", {
    headers: { "Accept-Encoding": encoding },
  });
  const plain = encoding === "gzip"
    ? response.body?.pipeThrough(new DecompressionStream("gzip"))
    : response.body;
  const reader = plain?.pipeThrough(new TextDecoderStream()).getReader();
  assert(reader);
  const { value: first = "" } = await reader.read();
  const rest = async () => {
    let text = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value;
    return text;
  };
  return { pages, response, first, rest };
}

for (const encoding of ["gzip", "identity"] as const) {
  Deno.test(`pages - a room's head is out before its messages are read (${encoding})`, async () => {
    const waiting = Promise.withResolvers<void>();
    const { pages, response, first, rest } = await open(encoding, waiting);
    assertEquals(response.status, 200);
    assertStringIncludes(first, '<link rel="stylesheet"');
    assertStringIncludes(first, "<title># general");
    assert(!first.includes("data-island"));
    waiting.resolve();
    const text = await rest();
    assertStringIncludes(text, 'data-island="RoomApp"');
    assert(text.endsWith("</body></html>"));
    await pages.close();
  });
}

Deno.test("pages - what fails after the head is said in the page, and reported", async () => {
  const waiting = Promise.withResolvers<void>();
  const { pages, rest } = await open("identity", waiting);
  waiting.reject(new Unavailable("secret address"));
  const text = await rest();
  assertStringIncludes(text, "cannot reach its storage");
  assert(!text.includes("secret") && text.endsWith("</body></html>"));
  assertEquals(pages.reported.map(({ what }) => what), [
    "A page failed after its head was sent",
  ]);
  await pages.close();
});
