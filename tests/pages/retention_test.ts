import { assert, assertEquals } from "@std/assert";
import { LOCALES } from "../../lib/i18n/locale.ts";
import { ACTIONS, ADMIN } from "../../lib/ui/administration/paths.ts";
import { PATHS } from "../../lib/ui/paths.ts";
import { openAdministered } from "../support/administered_pages.ts";
import { formsOf } from "../support/page_forms.ts";
import { unescapeHtml } from "../support/pages.ts";

/** What the two forms of a page show: of all rooms, and of one. */
function shownIn(html: string) {
  const [all, room] = formsOf(html).filter(({ action }) => action === ACTIONS.retention);
  assert(all && room, "one form of all rooms, one of a room");
  const valuesOf = (form: typeof all) =>
    Object.fromEntries(form.fields.map(({ name, value }) => [name, value]));
  return { all, room, values: { all: valuesOf(all), room: valuesOf(room) } };
}

async function openRetention() {
  const pages = await openAdministered();
  const { awa, instance, idOf, settled } = pages;
  await awa.post(PATHS.rooms, { name: "mill" });
  const user = { id: await idOf("Awa"), name: "Awa", role: "administrator" as const };
  return {
    ...pages,
    rule: async () => {
      const { days, rooms } = await settled(
        instance.administration.retention({ user, session: "none" }),
      );
      return { days, rooms: rooms.map(({ name, days }) => [name, days]) };
    },
    /** Posts what is filled in, with what the form of the answer before said unasked. */
    send: (of: "all" | "room", filled: Record<string, string>, before?: string) => {
      const hidden = before === undefined ? [["of", of]] : shownIn(before)[of].hidden;
      const base = [...hidden.filter(([name]) => name !== "next"), ["next", ADMIN.community]];
      return awa.post(ACTIONS.retention, [...base, ...Object.entries(filled)]);
    },
  };
}

Deno.test("retention - a shorter time is asked about once, and a box that was ticked for another counts for none", async () => {
  const { awa, send, rule, close } = await openRetention();
  const asked = await send("all", { days: "30" });
  assertEquals(asked.status, 400);
  assert(asked.html.includes("I understand that messages older than 30 days are deleted for good"));
  assertEquals(shownIn(asked.html).values.all, { days: "30", sure: "" });
  assertEquals((await rule()).days, undefined, "nothing is saved");
  const unticked = await send("all", { days: "30" }, asked.html);
  assertEquals(unticked.status, 400);
  const other = await send("all", { days: "1", sure: "on" }, asked.html);
  assertEquals(other.status, 400);
  assert(other.html.includes("older than 1 day are deleted"));
  assertEquals((await rule()).days, undefined);

  assertEquals((await send("all", { days: "30", sure: "on" }, asked.html)).status, 200);
  assertEquals((await rule()).days, 30);
  assertEquals(shownIn((await awa.get(ADMIN.community)).html).values.all, { days: "30" });
  assertEquals((await send("all", { days: "30" })).status, 200, "the same");
  assertEquals((await send("all", { days: "90" })).status, 200, "longer");
  assertEquals((await send("all", { days: "" })).status, 200, "messages stay");
  assertEquals((await rule()).days, undefined);
  await close();
});

Deno.test("retention - a room has days, keeps all, and goes back to the rule of all rooms", async () => {
  const { awa, send, rule, close } = await openRetention();
  const sure = async (of: "all" | "room", filled: Record<string, string>) => {
    const asked = await send(of, filled);
    assertEquals(asked.status, 400, JSON.stringify(filled));
    assertEquals((await send(of, { ...filled, sure: "on" }, asked.html)).status, 200);
  };
  await sure("all", { days: "90" });
  assert((await awa.get(ADMIN.community)).html.includes("All rooms: 90 days"));
  await sure("room", { room: "#Mill", rule: "days", days: "30" });
  assertEquals(await rule(), { days: 90, rooms: [["mill", 30]] });
  const { html } = await awa.get(ADMIN.community);
  assert(html.includes("All other rooms: 90 days") && html.includes("#mill: 30 days"));

  for (const days of ["", "0", "2.5", "many", "4000"]) {
    const odd = await send("room", { room: "mill", rule: "days", days });
    assertEquals(odd.status, 400);
    assert(odd.html.includes("Write a whole number from 1 to 3,650."), days);
    assertEquals(shownIn(odd.html).values.room, { room: "mill", rule: "days", days });
  }
  for (const room of ["", "nowhere"]) {
    assert((await send("room", { room, rule: "all" })).html.includes('id="kept-room-error"'), room);
  }
  assertEquals((await send("room", { room: "mill", rule: "all", days: "" })).status, 200, "longer");
  assertEquals(await rule(), { days: 90, rooms: [] });
  assertEquals((await send("room", { room: "mill", rule: "stay", days: "" })).status, 200);
  assertEquals(await rule(), { days: 90, rooms: [["mill", 0]] });
  await sure("room", { room: "mill", rule: "all" });
  assertEquals(await rule(), { days: 90, rooms: [] });
  await awa.post(PATHS.rooms, { name: "Été 2026" });
  await sure("room", { room: "# Été 2026", rule: "days", days: "30" });
  assertEquals((await rule()).rooms, [["Été 2026", 30]], "by the name that is shown");
  await close();
});

for (const locale of LOCALES) {
  Deno.test(`retention - the box says how many days, in ${locale}`, async () => {
    const { awa, send, close } = await openRetention();
    await awa.post(PATHS.language, { locale });
    for (const days of ["1", "30"]) {
      const { html } = await send("all", { days });
      const [, label = ""] = html.match(/name="sure"[^>]*>([^<]*)/) ?? [];
      const said = { en: ["day", "days"], fr: ["jour", "jours"], es: ["día", "días"] }[locale];
      assert(unescapeHtml(label).includes(`${days} ${said[days === "1" ? 0 : 1]} `), label);
    }
    await close();
  });
}
