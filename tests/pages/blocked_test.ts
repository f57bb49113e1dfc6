// Blocked people, without a script: the list of one's own, and their messages folded away.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { openAdministered } from "../support/administered_pages.ts";
import { unescapeHtml } from "../support/pages.ts";

const PAGE = "/settings/blocked";

Deno.test("blocked - whose messages fold away for one reader alone, and are there to be opened", async () => {
  const pages = await openAdministered();
  const { ines, diego, awa } = pages;
  const say = { text: "It rains.", id: crypto.randomUUID(), after: "0" };
  await diego.post("/rooms/general", say);
  assert(!(await ines.get("/rooms/general")).html.includes('class="folded"'));
  const done = await ines.post(PAGE, { block: "Diego" });
  assertEquals(done.path, `${PAGE}?done=blocked`);
  assertStringIncludes(unescapeHtml(done.html), "They are not told.");
  const room = unescapeHtml((await ines.get("/rooms/general")).html);
  const [, folded = ""] = /<details class="folded">(.*?)<\/details>/s.exec(room) ?? [];
  assertStringIncludes(folded, "Message from someone you blocked");
  assertStringIncludes(folded, "It rains.");
  for (const other of [awa, diego]) {
    assert(!(await other.get("/rooms/general")).html.includes('class="folded"'));
  }
  const unknown = await ines.post(PAGE, { block: "Nobody" });
  assertEquals(unknown.status, 404);
  assertStringIncludes(unescapeHtml(unknown.html), "Nobody here is called “Nobody”.");
  const [, id = ""] = /name="unblock" value="([^"]+)"/.exec(done.html) ?? [];
  assertEquals((await ines.post(PAGE, { unblock: id })).path, `${PAGE}?done=unblocked`);
  assert(!(await ines.get("/rooms/general")).html.includes('class="folded"'));
  await pages.close();
});
