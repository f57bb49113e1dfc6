import { assertEquals, assertStringIncludes } from "@std/assert";
import { openAdministered } from "../support/administered_pages.ts";
import { formFields, type PlainBrowser } from "../support/pages.ts";
import { withSecrets } from "../support/pictures.ts";

/** Diego moderates, and is in “orchard” and “kitchen” with Inès, who writes in the orchard. */
async function rooms() {
  const pages = await openAdministered();
  const { diego, ines } = pages;
  for (const name of ["orchard", "kitchen"]) {
    await diego.post("/rooms", { name });
    await ines.post(`/rooms/${name}/join`, {});
  }
  const say = async (text: string) => {
    const room = await ines.get("/rooms/orchard");
    const said = await ines.post("/rooms/orchard", {
      ...formFields(room.html, "/rooms/orchard"),
      text,
    });
    return `/rooms/orchard/${formFields<"after">(said.html, "/rooms/orchard").after}`;
  };
  return { ...pages, say };
}

const mayMove = async (browser: PlainBrowser, message: string) =>
  (await browser.get(message)).html.includes(`href="${message}/move"`);

Deno.test("pages - a moderator moves a message to another room without a script (M14)", async () => {
  const { diego, ines, say, close } = await rooms();
  const message = await say("Bring the ladles");
  assertEquals([await mayMove(diego, message), await mayMove(ines, message)], [true, false]);
  const nowhere = await diego.post(`${message}/move`, { to: "cellar" });
  assertEquals(nowhere.status, 404);
  assertEquals((await ines.post(`${message}/move`, { to: "kitchen" })).status, 403);
  const moved = await diego.post(`${message}/move`, { to: "# kitchen" });
  assertEquals(moved.status, 200);
  assertEquals(moved.path.startsWith("/rooms/kitchen/"), true);
  assertStringIncludes(moved.html, "Bring the ladles");
  const left = await ines.get("/rooms/orchard");
  assertEquals(left.html.includes("Bring the ladles"), false);
  assertStringIncludes(left.html, `href="${moved.path}"`);
  await close();
});

Deno.test("pages - several messages are moved without a script, and what stays is said (M14)", async () => {
  const { diego, ines, say, close } = await rooms();
  const said: string[] = [];
  for (const text of ["Ladles", "Pots", "Spoons", "Seeds"]) said.push(await say(text));
  const [first = "", second = "", third = ""] = said;
  const seqOf = (message: string) => message.split("/").at(-1) ?? "";
  const page = await diego.get(`${first}/move`);
  assertEquals(page.status, 200);
  for (const message of said) assertStringIncludes(page.html, `value="${seqOf(message)}"`);
  assertEquals((page.html.match(/ checked/g) ?? []).length, 1, "the one that one came from");
  assertEquals((await ines.get(`${first}/move`)).status, 403);
  assertEquals((await diego.get("/rooms/orchard/9999/move")).status, 404);

  const kitchen = /<option value="([^"]+)"[^>]*># kitchen</.exec(page.html)?.[1] ?? "";
  const form = { which: "chosen", to: kitchen };
  const none = await diego.post(`${first}/move`, form);
  assertEquals(none.status, 400);
  assertStringIncludes(none.html, "Choose at least one message.");

  const moved = await diego.post(`${first}/move`, [
    ...Object.entries(form),
    ["target", seqOf(first)],
    ["target", seqOf(third)],
  ]);
  assertEquals([moved.status, moved.path.startsWith("/rooms/kitchen/")], [200, true]);
  for (const text of ["Ladles", "Spoons"]) assertStringIncludes(moved.html, text);
  const left = (await ines.get("/rooms/orchard")).html;
  assertEquals(["Ladles", "Pots", "Spoons", "Seeds"].map((text) => left.includes(text)), [
    false,
    true,
    false,
    true,
  ]);

  const partly = await diego.post(`${second}/move`, [
    ...Object.entries(form),
    ["target", seqOf(second)],
    ["target", "9999"],
  ]);
  assertStringIncludes(partly.html, "1 message moved to #kitchen");
  assertStringIncludes(partly.html, "1 could not be moved");
  assertStringIncludes((await ines.get("/rooms/kitchen")).html, "Pots");
  await close();
});

Deno.test("pages - a message with files takes them along (M14)", async () => {
  const { diego, ines, say, close } = await rooms();
  const before = Number((await say("Look")).split("/").at(-1));
  const form = await ines.get("/rooms/orchard/attach");
  const hidden = (name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(form.html)?.[1] ?? "";
  const fields = { id: hidden("id"), after: hidden("after"), alt: "", text: "The frost" };
  const picture = new File([withSecrets("image/png", 6)], "frost.png", { type: "image/png" });
  await ines.upload("/rooms/orchard/attach", fields, picture);
  const moved = await diego.post(`/rooms/orchard/${before + 1}/move`, { to: "kitchen" });
  assertEquals(moved.status, 200);
  const kitchen = (await diego.get("/rooms/kitchen")).html;
  assertEquals([kitchen.includes("The frost"), /<img[^>]* src="\/files\//.test(kitchen)], [
    true,
    true,
  ]);
  assertEquals((await diego.get("/rooms/orchard")).html.includes('src="/files/'), false);
  await close();
});
