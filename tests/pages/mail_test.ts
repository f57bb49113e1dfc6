import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Mail } from "../../lib/mail/send.ts";
import { openPages } from "../support/pages.ts";

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
    ...{ do: "set", address: "ana@example.org", hours: "1" },
  });
  const [, code = ""] = /\/mail\/confirm\/(\S+)/.exec(sent[0]?.text ?? "") ?? [];
  assertMatch(await (await request(`/mail/confirm/${code}`)).text(), /ana@example\.org/);
  assertMatch(await page(), /A link was sent to ana@example\.org/, "looking does nothing");
  assertEquals((await request(`/mail/confirm/${code}`, { method: "POST" })).status, 200);
  assertMatch(await page(), /Mail goes to ana@example\.org/);

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
  assertMatch(await (await request(stop)).text(), /writes to you no more/);
  assertMatch(await page(), /Mail goes to ana@example\.org/, "looking does nothing");
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
