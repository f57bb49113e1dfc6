import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { openPages, type PlainBrowser, unescapeHtml } from "../support/pages.ts";

const ACCOUNT = "/settings/account";
const PASSWORD = "baobab and rain";

async function member(browser: PlainBrowser, name: string) {
  await browser.post("/door/register", { name, password: PASSWORD });
  return browser;
}

function invalid(html: string, field: string): boolean {
  return html.match(new RegExp(`<input[^>]* name="${field}"[^>]*>`))?.[0]
    .includes("aria-invalid") ?? false;
}

Deno.test("account - a stranger is led to the door", async () => {
  const pages = await openPages();
  const seen = await pages.browser().get(ACCOUNT);
  assertEquals(seen.path, "/?next=%2Fsettings%2Faccount");
  await pages.close();
});

Deno.test("account - another name is taken on, and said; a taken one is said at its field", async () => {
  const pages = await openPages();
  await member(pages.browser(), "Diego");
  const awa = await member(pages.browser(), "Awa");
  const changed = await awa.post(`${ACCOUNT}/name`, { name: "Awa Diop" });
  assertEquals(changed.path, `${ACCOUNT}?done=name`);
  assertStringIncludes(changed.html, "Awa Diop");
  const taken = await awa.post(`${ACCOUNT}/name`, { name: "diego" });
  assertEquals(taken.status, 409);
  assert(invalid(taken.html, "name"));
  assertStringIncludes(taken.html, 'value="diego"');
  assertStringIncludes(taken.html, "“diego” is taken. Choose another name.");
  assert(!taken.html.includes("or sign in"), "whoever reads it is in");
  assertEquals((await pages.browser().get("/")).html.includes("Awa Diop"), false);
  await pages.close();
});

Deno.test("account - the name to show and the name to sign in are changed apart (N7)", async () => {
  const pages = await openPages();
  const awa = await member(pages.browser(), "Awa");
  await awa.post(`${ACCOUNT}/name`, { name: "Awa Diop" });
  assertStringIncludes((await awa.get(ACCOUNT)).html, 'value="Awa"');
  const before = await pages.browser().post("/door/sign-in", { name: "Awa", password: PASSWORD });
  assertEquals(before.path, "/rooms/general");
  const path = `${ACCOUNT}/sign-in-name`;
  const wrong = await awa.post(path, { signInName: "diop", proof: "not it" });
  assert(invalid(wrong.html, "proof") && wrong.html.includes('value="diop"'));
  assertStringIncludes(wrong.html, ">Wrong password.<");
  const odd = await awa.post(path, { signInName: "a@b", proof: PASSWORD });
  assert(invalid(odd.html, "signInName"));
  assertStringIncludes(odd.html, "Type the password again: it was not kept.");
  const changed = await awa.post(path, { signInName: "diop", proof: PASSWORD });
  assertEquals(changed.path, `${ACCOUNT}?done=sign-in-name`);
  const after = await pages.browser().post("/door/sign-in", { name: "diop", password: PASSWORD });
  assertEquals(after.path, "/rooms/general");
  assertStringIncludes(after.html, "Awa Diop");
  await pages.close();
});

Deno.test("account - a new password holds, and ends the other sessions", async () => {
  const pages = await openPages();
  const awa = await member(pages.browser(), "Awa");
  const other = pages.browser();
  await other.post("/door/sign-in", { name: "Awa", password: PASSWORD });
  const next = "a taller baobab";
  const wrong = await awa.post(`${ACCOUNT}/password`, { current: "not it", next });
  assert(invalid(wrong.html, "current") && !wrong.html.includes("not it"));
  const weak = await awa.post(`${ACCOUNT}/password`, { current: PASSWORD, next: "short" });
  assert(invalid(weak.html, "next"));
  assertEquals((await other.get(ACCOUNT)).path, ACCOUNT);
  const changed = await awa.post(`${ACCOUNT}/password`, { current: PASSWORD, next });
  assertEquals(changed.path, `${ACCOUNT}?done=password`);
  assertEquals((await other.get(ACCOUNT)).path.startsWith("/?next="), true);
  const again = await pages.browser().post("/door/sign-in", { name: "Awa", password: next });
  assertEquals(again.path, "/rooms/general");
  await pages.close();
});

Deno.test("account - a device is called in the reader's language", async () => {
  const pages = await openPages();
  const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0";
  for (const [language, name] of [["en", "on"], ["fr", "sous"], ["es", "en"]] as const) {
    const browser = pages.browser({ "user-agent": firefox, "accept-language": language });
    await member(browser, `Awa ${language}`);
    assertStringIncludes((await browser.get(ACCOUNT)).html, `<b>Firefox ${name} Linux</b>`);
  }
  await pages.close();
});

Deno.test("account - sessions are listed, and ended one by one or all others", async () => {
  const pages = await openPages();
  const awa = await member(pages.browser(), "Awa");
  const [phone, tablet, desk] = await Promise.all([1, 2, 3].map(async () => {
    const browser = pages.browser();
    await browser.post("/door/sign-in", { name: "Awa", password: PASSWORD });
    return browser;
  }));
  const ids = (html: string) =>
    [...html.matchAll(/name="session" value="([^"]+)"/g)].map((match) => match[1] ?? "");
  const before = await awa.get(ACCOUNT);
  assertEquals(ids(before.html).length, 3);
  assertEquals(before.html.match(/in use now ·/g)?.length, 1, "this device");
  await awa.post(`${ACCOUNT}/sessions`, { session: ids(before.html)[0] ?? "" });
  assertEquals(ids((await awa.get(ACCOUNT)).html).length, 2);
  const done = await awa.post(`${ACCOUNT}/sessions`, { others: "on" });
  assertEquals([done.path, ids(done.html).length], [`${ACCOUNT}?done=others`, 0]);
  for (const gone of [phone, tablet, desk]) {
    assertEquals((await gone?.get(ACCOUNT))?.path.startsWith("/?next="), true);
  }
  await pages.close();
});

Deno.test("account - when another device was used is said no finer than it is known", async () => {
  const pages = await openPages();
  const awa = await member(pages.browser(), "Awa");
  await pages.browser().post("/door/sign-in", { name: "Awa", password: PASSWORD });
  const said = async () => (await awa.get(ACCOUNT)).html;
  await pages.clock.advance(59 * 60_000);
  assertStringIncludes(await said(), "used within the last hour ·");
  await pages.clock.advance(2 * 60_000);
  assertMatch(await said(), /last used (today|yesterday) ·/);
  assertMatch(await said(), /<b>[^<]*<\/b> <span class="tag">this device/);
  await pages.close();
});

Deno.test("account - somebody else's session is not ended", async () => {
  const pages = await openPages();
  const awa = await member(pages.browser(), "Awa");
  const diego = await member(pages.browser(), "Diego");
  await diego.post("/door/sign-in", { name: "Diego", password: PASSWORD });
  const seen = await diego.get(ACCOUNT);
  const session = seen.html.match(/name="session" value="([^"]+)"/)?.[1] ?? "";
  assert(session !== "");
  await awa.post(`${ACCOUNT}/sessions`, { session });
  assertStringIncludes((await diego.get(ACCOUNT)).html, session);
  await pages.close();
});

Deno.test("account - a guest becomes a member and keeps the name", async () => {
  const pages = await openPages();
  const noor = pages.browser();
  await noor.post("/door/guest", { name: "Noor" });
  const weak = await noor.post(`${ACCOUNT}/membership`, { password: "noor" });
  assert(invalid(weak.html, "password"));
  const done = await noor.post(`${ACCOUNT}/membership`, { password: PASSWORD });
  assertEquals(done.path, `${ACCOUNT}?done=membership`);
  const again = await pages.browser().post("/door/sign-in", { name: "Noor", password: PASSWORD });
  assertEquals(again.path, "/rooms/general");
  const twice = await noor.post(`${ACCOUNT}/membership`, { password: PASSWORD });
  assertEquals(twice.status, 403);
  await pages.close();
});

Deno.test("account - the end asks for a clear yes and the password, then it is the end", async () => {
  const pages = await openPages();
  const awa = await member(pages.browser(), "Awa");
  const path = `${ACCOUNT}/deletion`;
  const unsure = await awa.post(path, { messages: "go", password: PASSWORD });
  assertEquals([unsure.status, invalid(unsure.html, "confirmed")], [400, true]);
  assertStringIncludes(unsure.html.match(/<input[^>]*value="go"[^>]*>/)?.[0] ?? "", "checked");
  const wrong = await awa.post(path, { messages: "stay", password: "no", confirmed: "on" });
  assert(invalid(wrong.html, "password"));
  assertStringIncludes(wrong.html.match(/<input[^>]*name="confirmed"[^>]*>/)?.[0] ?? "", "checked");
  assertEquals((await awa.get(ACCOUNT)).path, ACCOUNT);
  const gone = await awa.post(path, { messages: "stay", password: PASSWORD, confirmed: "on" });
  const at = [gone.path, gone.status, awa.cookies.has("palabre")];
  assertEquals(at, ["/?deleted=", 200, false]);
  assertStringIncludes(gone.html, "Your account is deleted.");
  assertStringIncludes(gone.html, "Nobody is here yet.");
  const back = await pages.browser().post("/door/sign-in", { name: "Awa", password: PASSWORD });
  assertEquals(back.status, 401);
  await pages.close();
});

Deno.test("account - a guest, who has no account, leaves for good", async () => {
  const pages = await openPages();
  const noor = pages.browser();
  await noor.post("/door/guest", { name: "Noor" });
  const { html } = await noor.get(ACCOUNT);
  assertStringIncludes(html, "<h2>Leave for good</h2>");
  assertMatch(html, /<p[^>]*>Your name, your devices/, "there is no account, and no password");
  assertMatch((await noor.get("/settings")).html, /<a[^>]*href="\/door\/sign-out"/);
  assert(!html.includes("<h2>Delete my account</h2>"));
  const gone = await noor.post(`${ACCOUNT}/deletion`, { messages: "stay", confirmed: "on" });
  assertEquals([gone.path, noor.cookies.has("palabre")], ["/?deleted=guest", false]);
  assertStringIncludes(gone.html, "You have left.");
  await pages.close();
});

Deno.test("account - what one wrote goes along when one wishes so", async () => {
  const pages = await openPages();
  const awa = await member(pages.browser(), "Awa");
  const reader = await member(pages.browser(), "Diego");
  await awa.post("/rooms/general", { text: "the rains have come", id: "", after: "0" });
  assertStringIncludes((await reader.get("/rooms/general")).html, "the rains have come");
  const wish = { messages: "go", password: PASSWORD, confirmed: "on" };
  await awa.post(`${ACCOUNT}/deletion`, wish);
  assert(!(await reader.get("/rooms/general")).html.includes("the rains have come"));
  await pages.close();
});

Deno.test("account - the page speaks the reader's language", async () => {
  const pages = await openPages();
  const ines = await member(pages.browser({ "Accept-Language": "fr" }), "Inès");
  const seen = unescapeHtml((await ines.get(ACCOUNT)).html);
  assertStringIncludes(seen, "Télécharger mes données");
  await pages.close();
});

Deno.test("account - a guest who creates an account reads that they are in, and how to sign in", async () => {
  const pages = await openPages();
  const noor = pages.browser();
  await noor.post("/door/guest", { name: "Noor" });
  const made = await noor.post(`${ACCOUNT}/membership`, { password: PASSWORD });
  assertEquals(made.path, `${ACCOUNT}?done=membership`);
  const ready = made.html.match(/<section class="panel" id="membership">.*?<\/section>/s)?.[0] ??
    "";
  assertStringIncludes(ready, "Your account is ready");
  assertStringIncludes(ready, "sign in as Noor");
  const password = made.html.match(/<section class="panel" id="password">.*?<\/section>/s)?.[0];
  assert(!password?.includes('role="status"'), "nothing is said of the password");
  await pages.close();
});
