import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { PATHS } from "../../lib/ui/paths.ts";
import { openPages } from "../support/pages.ts";

const password = "baobab and rain";
const chosen = (html: string) => /<option value="([^"]+)" selected/.exec(html)?.[1];

Deno.test("time zone - who reads without a script chooses it, and all times follow", async () => {
  const pages = await openPages();
  const awa = pages.browser({ "Accept-Language": "fr-FR,fr;q=0.9" });
  await awa.post("/door/register", { name: "Awa", password });
  await awa.post("/rooms/general", { text: "bonjour", id: crypto.randomUUID(), after: "0" });
  const time = async () => {
    const { html } = await awa.get("/rooms/general");
    return /<time[^>]*>\s*(\d\d:\d\d)/.exec(html)?.[1];
  };
  const room = await awa.get("/rooms/general");
  assertStringIncludes(room.html, ">Heures affichées : Paris.", "the first guess");
  const link = /class="link" href="(\/settings\/[^"]+)"/.exec(room.html)?.[1] ?? "";
  const hourIn = (timeZone: string) =>
    new Intl.DateTimeFormat("fr", { timeZone, hour: "2-digit", minute: "2-digit" })
      .format(pages.clock.now());
  assertEquals(await time(), hourIn("Europe/Paris"));

  const page = await awa.get(link);
  assertEquals([page.path, page.status], [PATHS.timeZone, 200]);
  assertEquals(chosen(page.html), "Europe/Paris");
  const saved = await awa.post(PATHS.timeZone, { zone: "Asia/Tokyo" });
  assertStringIncludes(saved.html, `Enregistré. Il est ${hourIn("Asia/Tokyo")} à Tokyo.`);
  assertEquals(await time(), hourIn("Asia/Tokyo"));
  assert(!(await awa.get("/rooms/general")).html.includes(">Heures : celles"), "it is known now");

  // What else is chosen leaves it, and nothing that is no zone is kept.
  await awa.post(PATHS.language, { locale: "es" });
  await awa.post(PATHS.settings, { locale: "fr", theme: "dark", status: "", until: "never" });
  assertEquals(await time(), hourIn("Asia/Tokyo"));
  await awa.post(PATHS.timeZone, { zone: "Nowhere/Land" });
  assertEquals(await time(), hourIn("UTC"));
  await pages.close();
});

Deno.test("time zone - a guess is not kept as if somebody had chosen it", async () => {
  const pages = await openPages();
  const noor = pages.browser({ "Accept-Language": "es-ES" });
  await noor.post("/door/register", { name: "Noor", password });
  await noor.post(PATHS.language, { locale: "en" });
  const { html } = await noor.get("/rooms/general");
  assertStringIncludes(html, "Times are shown for Madrid.");
  assertEquals(
    chosen((await noor.get(PATHS.timeZone)).html),
    "Europe/Madrid",
  );
  await pages.close();
});
