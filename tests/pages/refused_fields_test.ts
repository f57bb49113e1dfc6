import { assert, assertEquals } from "@std/assert";
import { openAdministered, PASSWORD } from "../support/administered_pages.ts";
import { type PlainBrowser, unescapeHtml } from "../support/pages.ts";
import { LOCALES } from "../../lib/i18n/locale.ts";
import { refusalMessage } from "../../lib/i18n/refusals.ts";
import { ACTIONS, ADMIN, personPath } from "../../lib/ui/administration/paths.ts";
import { ACCOUNT_PATHS, DOOR_PATHS, PATHS } from "../../lib/ui/paths.ts";

/** What nobody should type, and somebody does. */
const ODD = [
  "",
  "   ",
  "x".repeat(5_000),
  "-1",
  "0",
  "1e9",
  "2.5",
  "many",
  "\u2800",
  "a\u0007b",
  "@#/:",
  "10m 10m",
  "x\n".repeat(400),
  "👩‍❤️‍💋‍👩".repeat(40),
];

interface Form {
  action: string;
  /** What is right to say, where each field is made odd in its turn. */
  right: Record<string, string>;
  /** Fields that a person types. */
  typed: string[];
  stranger?: true;
}

/** Every form with a field that is typed, and what is right in it. */
function forms(id: string, room: string): Form[] {
  const door = { name: "Mei", password: PASSWORD, invite: "" };
  return [
    { action: DOOR_PATHS.enterAsGuest, right: door, typed: ["name", "invite"], stranger: true },
    { action: DOOR_PATHS.signIn, right: door, typed: ["name", "password"], stranger: true },
    { action: DOOR_PATHS.register, right: door, typed: ["name", "password"], stranger: true },
    { action: PATHS.rooms, right: { name: "mill" }, typed: ["name", "title", "topic"] },
    { action: ACCOUNT_PATHS.changeName, right: { name: "Awa" }, typed: ["name"] },
    {
      action: ACCOUNT_PATHS.changeSignInName,
      right: { signInName: "Awa", proof: PASSWORD },
      typed: ["signInName", "proof"],
    },
    {
      action: ACCOUNT_PATHS.changePassword,
      right: { current: PASSWORD, next: PASSWORD },
      typed: ["current", "next"],
    },
    {
      action: PATHS.settings,
      right: { status: "", keywords: "", personal: "on" },
      typed: ["status", "keywords"],
    },
    { action: ACTIONS.say, right: { text: "Rain" }, typed: ["text"] },
    {
      action: ACTIONS.door,
      right: { guests: "on", guestsPerAddress: "50", next: ADMIN.admission },
      typed: ["guestsPerAddress"],
    },
    {
      action: ACTIONS.community,
      right: {
        name: "Baobab",
        icon: "B",
        welcome: "Hello",
        rules: "Be kind",
        next: ADMIN.community,
      },
      typed: ["name", "icon", "welcome", "rules"],
    },
    {
      action: ACTIONS.invite,
      right: { uses: "1", duration: "7d", next: ADMIN.invitations },
      typed: ["uses"],
    },
    {
      action: ACTIONS.sanction,
      right: { what: "mute", id, duration: "10m", other: "", reason: "", next: personPath(id) },
      typed: ["other", "reason"],
    },
    { action: ACTIONS.room, right: { id: room, name: "", next: ADMIN.rooms }, typed: ["name"] },
    { action: ACTIONS.shutdown, right: { in: "1h", words: "", sure: "on" }, typed: ["words"] },
  ];
}

const refusedWords = (html: string) =>
  [...html.matchAll(/role="alert"[^>]*>([^<]*)/g)].map(([, words = ""]) => unescapeHtml(words));

for (const locale of LOCALES) {
  Deno.test(`refused fields - a person reads which one and what it may be, in ${locale}`, async () => {
    const pages = await openAdministered();
    const id = await pages.idOf("Inès");
    const vague = [refusalMessage(locale, "invalid-field"), refusalMessage(locale, "invalid-frame")]
      .map((words) => words.slice(0, 12));
    const headers = { "Accept-Language": locale };
    const language = (browser: PlainBrowser) => browser.post(PATHS.language, { locale });
    await language(pages.awa);
    await pages.awa.post(PATHS.rooms, { name: "harvest" });
    const { html } = await pages.awa.get(ADMIN.rooms);
    const room = html.split('data-room="harvest"')[1]?.match(/name="id" value="([^"]+)"/)?.[1] ??
      "";
    for (const { action, right, typed, stranger } of forms(id, room)) {
      for (const field of typed) {
        for (const odd of ODD) {
          const browser = stranger ? pages.browser(headers) : pages.awa;
          const seen = await browser.post(action, { ...right, [field]: odd });
          const what = `${action} ${field} = ${JSON.stringify(odd.slice(0, 12))}`;
          assert(seen.status < 500, `${what}: ${seen.status}`);
          if (action === ACTIONS.shutdown) await browser.post(ACTIONS.cancelShutdown, {});
          if (seen.status < 400) continue;
          const said = refusedWords(seen.html);
          assert(said.length > 0, `${what}: ${seen.status} says nothing`);
          assert(!said.some((words) => vague.some((one) => words.startsWith(one))), what);
          const invalid = [...seen.html.matchAll(/<(?:input|textarea)[^>]*>/g)].map(String)
            .filter((tag) => tag.includes("aria-invalid"));
          assertEquals(invalid.length, 1, `${what}: ${said}`);
        }
      }
    }
    await pages.close();
  });
}
