import { assertEquals } from "@std/assert";
import { pageRoutes } from "../../routes/pages/pages.ts";
import { conversationPath, PATHS } from "../../lib/ui/paths.ts";
import { openAdministered } from "../support/administered_pages.ts";

/** Parts of an address that a route leaves open, as they are here. */
const OPEN: Record<string, string> = { ":conversation": "general", ":code": "x", ":seq": "1" };

Deno.test("form addresses - each leads to its page: one that was refused stays in the address bar", async () => {
  const pages = await openAdministered();
  const { awa, instance, idOf, settled } = pages;
  const user = { id: await idOf("Awa"), name: "Awa", role: "administrator" as const };
  const group = await settled(
    instance.chat.openWith({ user, session: "none" }, { people: ["Diego", "Inès"] }),
  );
  const places: Record<string, string> = {
    rooms: "general",
    direct: "Diego",
    groups: conversationPath(group).split("/")[2] ?? "",
  };
  for (const [first, place] of Object.entries(places)) {
    const message = { text: "words", id: crypto.randomUUID(), after: "0" };
    await awa.post(`/${first}/${place}`, message);
  }
  const posted = pageRoutes(pages.services).routes
    .filter(({ method, path }) => method === "POST" && !path.endsWith("*"))
    .filter(({ path }) => path !== PATHS.rules) // a page where there are rules
    .map(({ path }) => path);
  const lost: string[] = [];
  for (const path of new Set(posted)) {
    const [, first = ""] = path.split("/");
    const address = path.split("/")
      .map((part) =>
        part === ":name" ? places[first] ?? "" : OPEN[part.replace(/\{.*/, "")] ?? part
      )
      .join("/");
    const { status } = await awa.get(address);
    if (status === 404) lost.push(address);
  }
  assertEquals(lost, []);
  const leads = async (path: string) => (await awa.get(path)).path;
  assertEquals(await leads("/admin/do/community"), "/admin/community");
  assertEquals(await leads("/settings/picture"), "/settings");
  assertEquals(await leads("/settings/account/name"), "/settings/account");
  assertEquals(await leads("/rooms/general/leave"), "/rooms/general");
  await pages.close();
});
