import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Mail } from "../../lib/mail/send.ts";
import { formFields, openPages } from "../support/pages.ts";

const HOUR = 3_600_000;

Deno.test("mail - one press ends it, of a program that is nobody here (C4, RFC 8058)", async () => {
  const sent: Mail[] = [];
  const by = (mail: Mail) => {
    sent.push(mail);
    return Promise.resolve({ is: "taken" as const });
  };
  const mail = { by, origin: "https://chat.example.org" };
  const { instance, clock, settled, browser, request, close } = await openPages({ mail });
  const [ana, ben] = [browser(), browser()];
  for (const [one, name] of [[ana, "Ana"], [ben, "Ben"]] as const) {
    await one.post("/door/register", { name, password: "under the old tree" });
  }
  const page = async () => (await ana.get("/settings/notifications")).html;
  await ana.post("/settings/notifications/mail", {
    do: "set",
    address: "ana@example.org",
    hours: "1",
    password: "under the old tree",
  });
  const [, code = ""] = /\/mail\/confirm\/(\S+)/.exec(sent[0]?.text ?? "") ?? [];
  assertMatch(await (await request(`/mail/confirm/${code}`)).text(), /ana@example\.org/);
  assertMatch(await page(), /A link was sent to ana@example\.org/, "looking does nothing");
  assertEquals((await request(`/mail/confirm/${code}`, { method: "POST" })).status, 200);
  assertMatch(await page(), /Emails go to ana@example\.org/);

  const token = ben.cookies.get("palabre") ?? "";
  const writer = (await settled(instance.identity.authenticate(token)))?.actor;
  assert(writer);
  const direct = await settled(instance.chat.open(writer, "Ana"));
  const text = "Are you there?";
  const post = { id: "00000000-0000-4000-8000-000000000001", text, after: 0 };
  await settled(instance.chat.post(writer, { ...post, conversation: direct.id }));
  for (let minute = 0; minute < 150; minute++) await clock.advance(HOUR / 60);
  const stop = sent[1]?.stop?.replace(mail.origin, "") ?? "";
  assertMatch(stop, /^\/mail\/stop\/[\w-]{32}$/);
  assertMatch(await (await request(stop)).text(), /will stop emailing you/);
  assertMatch(await page(), /Emails go to ana@example\.org/, "looking does nothing");
  const asked = await request(stop, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  });
  assertEquals(asked.status, 200);
  assert(!(await page()).includes("ana@example.org"));
  const foreign = { method: "POST", headers: { Origin: "https://evil.example" } };
  assertEquals((await request("/settings/notifications/mail", foreign)).status, 403);
  await close();
});

Deno.test("mail - an address is given with the password, without a script, and by nobody else", async () => {
  const sent: Mail[] = [];
  const by = (mail: Mail) => {
    sent.push(mail);
    return Promise.resolve({ is: "taken" as const });
  };
  const PAGE = "/settings/notifications";
  const { instance, clock, settled, browser, request, close } = await openPages({
    mail: { by, origin: "https://chat.example.org" },
  });
  const ana = browser();
  await ana.post("/door/register", { name: "Ana", password: "under the old tree" });
  const thief = browser({ Cookie: `palabre=${ana.cookies.get("palabre")}` });
  const passwordOf = (html: string) =>
    html.match(/<input[^>]* id="mail-password"[^>]*>/)?.[0] ?? "";
  const first = (await ana.get(PAGE)).html;
  assertMatch(passwordOf(first), / required/);
  assertEquals(Object.keys(formFields(first, `${PAGE}/mail`)).sort(), ["", "address", "password"]);

  const typed = { do: "set", address: "new@example.org", hours: "12" };
  for (const password of ["", "a guess of theirs"]) {
    const { status, html } = await thief.post(`${PAGE}/mail`, { ...typed, password });
    assertEquals(status, 403);
    assertMatch(passwordOf(html), /aria-invalid="true"/);
    assertMatch(html, /value="new@example\.org"/, "what was typed stays");
    assertMatch(
      html,
      /<option[^>]* value="12"[^>]* selected|<option[^>]* selected[^>]* value="12"/,
    );
    assert(!html.includes("a guess of theirs"), "but for the password");
  }
  assertEquals(sent, []);
  await ana.post(`${PAGE}/mail`, { ...typed, password: "under the old tree" });
  const [, code = ""] = /\/mail\/confirm\/(\S+)/.exec(sent[0]?.text ?? "") ?? [];
  await request(`/mail/confirm/${code}`, { method: "POST" });
  const { html } = await ana.get(PAGE);
  assertMatch(html, /Emails go to new@example\.org/);
  assertMatch(html, /Only needed for a different address\./);
  assert(!/ required/.test(passwordOf(html)), "when it is mailed changes without it");
  await ana.post(`${PAGE}/mail`, { ...typed, hours: "4", password: "" });

  const known = await settled(instance.identity.authenticate(ana.cookies.get("palabre") ?? ""));
  assert(known);
  assertEquals((await instance.mails?.of(known.actor))?.afterHours, 4);
  const { id } = known.actor.user;
  await settled(instance.users.update(id, ({ passwordHash: _, ...rest }) => rest));
  await clock.advance(11 * 60_000);
  const stale = await ana.post(`${PAGE}/mail`, { ...typed, address: "late@example.org" });
  assertEquals([stale.status, passwordOf(stale.html)], [403, ""]);
  assertMatch(stale.html, /You have no password here, and signed in a while ago/);
  assertMatch(stale.html, /You can change this within ten minutes of signing in/);
  assertEquals(sent.length, 1);
  await close();
});

Deno.test("mail - without a server or a service nothing of it is shown, and no page of it answers (C4)", async () => {
  const { browser, request, close } = await openPages();
  const ana = browser();
  await ana.post("/door/register", { name: "Ana", password: "under the old tree" });
  const { html } = await ana.get("/settings/notifications");
  assertMatch(html, /id="conversations"/);
  assertEquals(/mail/i.test(html), false);
  const set = { do: "set", address: "ana@example.org", hours: "1", password: "under the old tree" };
  assertEquals((await ana.post("/settings/notifications/mail", set)).status, 404);
  for (const path of ["/mail/confirm/code", "/mail/stop/code"]) {
    assertEquals((await request(path)).status, 404, path);
    assertEquals((await request(path, { method: "POST" })).status, 404, path);
  }
  await close();
});
