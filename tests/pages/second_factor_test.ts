// The second factor on pages, without a script: set-up, the second step at the door, administrators.
import { URI } from "otpauth";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { openAdministered, PASSWORD } from "../support/administered_pages.ts";
import { codeOf } from "../support/authenticator_app.ts";
import { type PlainBrowser, unescapeHtml } from "../support/pages.ts";
import { readQr } from "../support/qr.ts";

const PAGE = "/settings/account/second-factor";
const STEP_MS = 30_000;

type Pages = Awaited<ReturnType<typeof openAdministered>>;

async function setUp({ clock }: Pages, browser: PlainBrowser, name = "Inès") {
  const page = await browser.get(PAGE);
  assertStringIncludes(
    page.html,
    '<details class="asked" open>',
    "one press to come here is enough",
  );
  assert(!page.html.includes('id="devices"'), "no browser is trusted before");
  const begun = await browser.post(PAGE, { do: "start", password: PASSWORD });
  assertEquals(begun.path, PAGE);
  const [, secret = ""] = /class="secret">([A-Z2-7 ]+)</.exec(begun.html) ?? [];
  assert(secret, "the key is shown");
  // An authenticator knows by the picture alone whose it is, and shows the codes of the key beside it.
  const scanned = URI.parse(readQr(begun.html) ?? "");
  assertEquals([scanned.issuer, scanned.label], ["Baobab Coop", name]);
  assertEquals(scanned.generate({ timestamp: clock.now() }), codeOf(secret, clock.now()));
  assertStringIncludes(begun.html, ">Cancel</a>");
  const wrong = await browser.post(PAGE, { do: "confirm", code: "12" });
  assertEquals(wrong.status, 403);
  assertStringIncludes(unescapeHtml(wrong.html), "That code is not right");
  assertStringIncludes(wrong.html, secret, "and the key stays");
  const on = await browser.post(PAGE, { do: "confirm", code: codeOf(secret, clock.now()) });
  const codes = [...on.html.matchAll(/<li>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})<\/li>/g)]
    .map(([, code = ""]) => code);
  assertEquals(codes.length, 10);
  assert(!(await browser.get(PAGE)).html.includes(codes[0] ?? ""), "shown once");
  await clock.advance(STEP_MS);
  return { secret, codes, code: () => codeOf(secret, clock.now()) };
}

Deno.test("second factor - is set up, asked for at the door, and not in a browser that is trusted", async () => {
  const pages = await openAdministered();
  const { code, codes } = await setUp(pages, pages.ines);
  assertStringIncludes((await pages.ines.get("/settings/account")).html, "On since");

  const signIn = { name: "Inès", password: PASSWORD, next: "/rooms/general?x=1" };
  const phone = pages.browser({ "Accept-Language": "fr" });
  const step = await phone.post("/door/sign-in", signIn);
  assertEquals(step.path, "/door/code?next=%2Frooms%2Fgeneral%3Fx%3D1");
  assertStringIncludes(unescapeHtml(step.html), "Encore une étape");
  assertEquals((await phone.get("/settings")).path, "/?next=%2Fsettings", "nobody is in yet");
  const wrong = await phone.post("/door/code", { code: "123", next: signIn.next });
  assertEquals(wrong.status, 403);
  assertStringIncludes(unescapeHtml(wrong.html), "Ce code n’est pas le bon");
  const come = await phone.post("/door/code", { code: code(), next: signIn.next, trusts: "on" });
  assertEquals(come.path, "/rooms/general?x=1");

  await phone.post("/door/sign-out", {});
  assertEquals((await phone.post("/door/sign-in", signIn)).path, "/rooms/general?x=1");
  const page = await phone.get(PAGE);
  assertStringIncludes(unescapeHtml(page.html), "trusted until");
  const [, device = ""] = /name="device" value="([^"]+)"/.exec(page.html) ?? [];
  const forgotten = await phone.post(PAGE, { do: "forget", device });
  assertStringIncludes(unescapeHtml(forgotten.html), "Browser forgotten");
  await phone.post("/door/sign-out", {});
  assertEquals((await phone.post("/door/sign-in", signIn)).path.split("?")[0], "/door/code");
  const saved = await phone.post("/door/code", { code: codes[0] ?? "", next: "//evil.test/" });
  assertEquals(saved.path, "/rooms/general");
  assertStringIncludes((await phone.get(PAGE)).html, "9");

  const off = await phone.post(PAGE, { do: "off", password: "wrong horse" });
  assertEquals(off.status, 403);
  assertEquals(
    (await phone.post(PAGE, { do: "off", password: PASSWORD })).path,
    `${PAGE}?done=off`,
  );
  await pages.close();
});

Deno.test("second factor - without a ticket, or too late, the door asks for the password again", async () => {
  const pages = await openAdministered();
  const { code } = await setUp(pages, pages.ines);
  const phone = pages.browser();
  assertEquals((await phone.get("/door/code")).path, "/?way=sign-in");
  const posted = await phone.post("/door/code", { code: code(), next: "/rooms/general" });
  assertEquals(posted.path, "/?way=sign-in&next=%2Frooms%2Fgeneral");
  await pages.close();
});

Deno.test("second factor - a link for a lost password asks for it too", async () => {
  const pages = await openAdministered();
  const { code } = await setUp(pages, pages.ines);
  const id = await pages.idOf("Inès");
  const next = `/admin/people/${id}`;
  const { html } = await pages.awa.post("/admin/do/password-link", { id, next });
  const [, link = ""] = /\/recover\?code=([\w-]{43})/.exec(html) ?? [];
  const phone = pages.browser();
  const recovered = await phone.post("/recover", { code: link, password: "beside the new well" });
  assertEquals(recovered.path, "/door/code");
  assertEquals((await phone.post("/door/code", { code: code() })).path, "/rooms/general");
  await pages.close();
});

Deno.test("second factor - an administrator switches it off for who lost it, and the journal says so", async () => {
  const pages = await openAdministered();
  await setUp(pages, pages.ines);
  const id = await pages.idOf("Inès");
  const next = `/admin/people/${id}`;
  assertEquals((await pages.diego.post("/admin/do/second-factor", { id, next })).status, 403);
  const done = await pages.awa.post("/admin/do/second-factor", { id, next });
  assertStringIncludes(unescapeHtml(done.html), "Two-factor authentication is off.");
  const journal = await pages.awa.get("/admin/journal");
  assertStringIncludes(unescapeHtml(journal.html), "turned off two-factor authentication for");
  const phone = pages.browser();
  const come = await phone.post("/door/sign-in", { name: "Inès", password: PASSWORD });
  assertEquals(come.path, "/rooms/general");
  await pages.close();
});

Deno.test("second factor - where administrators need one, who has none acts as a member and is led to it", async () => {
  const pages = await openAdministered();
  const { awa, ines } = pages;
  const door = { guests: "on", registration: "open", guestsPerAddress: "50", next: "/admin" };
  const first = await awa.post("/admin/do/door", { ...door, secondFactor: "on" });
  assertStringIncludes(
    unescapeHtml(first.html),
    "Set up two-factor authentication for yourself first",
  );
  await setUp(pages, awa, "Awa");
  assertEquals((await awa.post("/admin/do/door", { ...door, secondFactor: "on" })).status, 200);
  const journal = await awa.get("/admin/journal");
  assertStringIncludes(
    unescapeHtml(journal.html),
    "two-factor authentication needed by administrators",
  );
  const off = await awa.post(PAGE, { do: "off", password: PASSWORD });
  assertEquals(off.status, 403, "who has one keeps it");

  await awa.post("/admin/do/role", { id: await pages.idOf("Inès"), role: "administrator" });
  assertEquals((await ines.get("/rooms/general")).status, 200, "nobody is locked out");
  const led = await ines.get("/admin/people");
  assertEquals(led.path, PAGE);
  assertStringIncludes(unescapeHtml(led.html), "Administrators of this community need");
  const noor = await pages.idOf("Noor");
  const kick = { what: "kick", id: noor, duration: "10m", next: "/admin" };
  assertEquals((await ines.post("/admin/do/sanction", kick)).path, PAGE);
  await setUp(pages, ines);
  assertEquals((await ines.get("/admin/people")).path, "/admin/people");
  assertEquals((await ines.post("/admin/do/sanction", kick)).status, 200);
  await pages.close();
});

Deno.test("second factor - a program is given a token, shown once", async () => {
  const pages = await openAdministered();
  await setUp(pages, pages.ines);
  const wish = { do: "token", name: "IRC", password: PASSWORD };
  const made = await pages.ines.post(PAGE, wish);
  const [, token = ""] = /id="new-token"[^>]*value="([\w-]{43})"/.exec(made.html) ?? [];
  assert(token);
  assert(/<input id="new-token"[^>]* autofocus/.test(made.html), "it is in sight");
  assertStringIncludes((await pages.ines.get("/settings/account")).html, "<b>IRC</b>");
  assert(!(await pages.ines.get(PAGE)).html.includes(token));
  const guest = await pages.noor.get(PAGE);
  assertEquals(guest.status, 403);
  await pages.close();
});
