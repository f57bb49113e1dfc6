import { assert, assertEquals } from "@std/assert";
import { ADMIN, personPath } from "../../lib/ui/administration/paths.ts";
import { ACCOUNT_PATHS, conversationPath, PATHS, peoplePath } from "../../lib/ui/paths.ts";
import { openAdministered } from "../support/administered_pages.ts";
import { formsOf, type ShownForm } from "../support/page_forms.ts";

/** Too much for any field that is typed: its form is refused. */
const ODD = "x".repeat(5_000);

/** Fields of times: what is none cannot stand in them. */
const TIMES = ["at", "from", "to"];

/** A form filled in otherwise than it stood, and wrongly where something is typed. */
function filled({ fields }: ShownForm): string[] {
  return fields.map(({ is, value, choices }) =>
    is === "text" ? ODD : choices.find((one) => one !== value) ?? value
  );
}

/** What tells a form from others of a page that are sent to the same place. */
function tellOf({ action, hidden, fields }: ShownForm): string {
  const about = hidden.filter(([name = ""]) => !["id", "after"].includes(name) || action !== "");
  return JSON.stringify([action, about, fields.map(({ name }) => name)]);
}

Deno.test("kept fields - a form that is refused comes back as it was filled in, without a script", async () => {
  const pages = await openAdministered();
  const { awa, instance, settled, idOf } = pages;
  await awa.post(PATHS.rooms, { name: "mill" });
  await awa.post("/rooms/general", { text: "hello" });
  const user = { id: await idOf("Awa"), name: "Awa", role: "administrator" as const };
  const group = await settled(
    instance.chat.openWith({ user, session: "none" }, { people: ["Diego", "Inès"] }),
  );
  const seen = [
    ...Object.values(ADMIN),
    personPath(await idOf("Inès")),
    PATHS.settings,
    PATHS.account,
    PATHS.notifications,
    PATHS.blocked,
    `${PATHS.rooms}?new`,
    ACCOUNT_PATHS.secondFactor,
    peoplePath(group),
    `${conversationPath(group)}/vanish`,
    ...["/rooms/general/1/edit", "/rooms/general/1/later", "/rooms/general/later"],
  ];
  const lost: string[] = [];
  const refused = new Set<string>();
  for (const path of seen) {
    for (const form of formsOf((await awa.get(path)).html)) {
      const sent = filled(form);
      const posted = form.fields.flatMap(({ name }, n) => sent[n] ? [[name, sent[n]]] : []);
      if (posted.length === 0) continue;
      const { status, html } = await awa.post(form.action || path, [...form.hidden, ...posted]);
      if (status < 400) continue;
      refused.add(form.action || path);
      const again = formsOf(html).find((one) => tellOf(one) === tellOf(form));
      form.fields.forEach(({ name, is }, n) => {
        if (is === "text" && TIMES.includes(name)) return;
        const shown = again?.fields[n]?.value;
        if (shown !== sent[n]) lost.push(`${path} ${form.action} ${name}: ${shown}`);
      });
    }
  }
  assertEquals(lost, []);
  assert(refused.size >= 20, `only ${[...refused]}`);
  await pages.close();
});

Deno.test("kept fields - quiet hours without a time are asked for, with all that was chosen", async () => {
  const pages = await openAdministered();
  const chosen = { rooms: "all", direct: "nothing", sound: "on", quiet: "on", day6: "on" };
  const { status, html } = await pages.ines.post(PATHS.notifications, {
    ...chosen,
    from: "",
    to: "07:15",
  });
  assertEquals(status, 400);
  assert(html.includes("Choose when quiet hours begin and end."));
  const form = formsOf(html).find(({ fields }) => fields.some(({ name }) => name === "quiet"));
  const shown = Object.fromEntries(form?.fields.map(({ name, value }) => [name, value]) ?? []);
  const { day1, day6, to, rooms, direct, sound, quiet, preview } = shown;
  assertEquals(
    { day1, day6, to, rooms, direct, sound, quiet, preview },
    { ...chosen, day1: "", to: "07:15", preview: "" },
  );
  const stored = await pages.ines.get(PATHS.notifications);
  assert(!stored.html.includes('value="07:15"'), "nothing was taken of it");
  await pages.close();
});
