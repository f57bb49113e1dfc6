import { assert, assertEquals } from "@std/assert";
import { DOOR_PATHS, PATHS } from "../../lib/ui/paths.ts";
import { openPages } from "../support/pages.ts";

const ACCOUNT = { name: "Awa", password: "baobab and rain" };
const titleIn = (html: string) =>
  html.match(/<h1[^>]*>(.*?)<\/h1>/s)?.[1]?.replaceAll(/<[^>]*>/g, "");

for (
  const [locale, title] of [["fr-BE", "général"], ["es", "general"], ["en", "general"]] as const
) {
  Deno.test(`setup - in ${locale} the room that everybody is in is called “${title}”`, async () => {
    const pages = await openPages();
    const code = await pages.instance.setup.open() ?? "";
    const founder = pages.browser({ "Accept-Language": locale });
    const visitor = pages.browser({ "Accept-Language": "en" });
    await visitor.post(DOOR_PATHS.enterAsGuest, { name: "Noor" });
    assertEquals(titleIn((await visitor.get("/rooms/general")).html)?.trim(), "# general");
    await founder.post(DOOR_PATHS.setup, { code, ...ACCOUNT });
    for (const browser of [founder, visitor]) {
      const seen = await browser.get("/rooms/general");
      assertEquals([seen.path, seen.status], ["/rooms/general", 200], "its name stays");
      assertEquals(titleIn(seen.html)?.trim(), `# ${title}`);
    }
    const { html } = await visitor.get(`${PATHS.rooms}?q=${encodeURIComponent(title)}`);
    assert(html.includes(title), "it is found by it");
    await pages.close();
  });
}

Deno.test("setup - the language that the founder chose on its page counts", async () => {
  const pages = await openPages();
  const code = await pages.instance.setup.open() ?? "";
  const founder = pages.browser({ "Accept-Language": "en" });
  await founder.post(DOOR_PATHS.setupLanguage, { locale: "fr", code, name: "", password: "" });
  await founder.post(DOOR_PATHS.setup, { code, ...ACCOUNT });
  assertEquals(titleIn((await founder.get("/rooms/general")).html)?.trim(), "# général");
  await pages.close();
});
