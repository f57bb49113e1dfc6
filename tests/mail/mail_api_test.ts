import { assert, assertEquals, assertMatch } from "@std/assert";
import { createMailApi } from "../../lib/mail/mail_api.ts";
import { exchange } from "../../lib/net/exchange.ts";
import { createGuardedFetch } from "../../lib/net/guarded_fetch.ts";
import { readHosts } from "../../lib/net/private_hosts.ts";
import { resolveHost } from "../../lib/net/resolve.ts";
import { communityTest, PASSWORD } from "../support/community.ts";

const FROM = "Baobab Coop <chat@example.org>";
const ORIGIN = "https://chat.example.org";
const mail = {
  id: "one",
  to: "ana@example.org",
  subject: "Été 🌳",
  text: "Bonjour\nÀ demain",
  stop: `${ORIGIN}/mail/stop/code`,
};

/** A service that takes mail by HTTP, and answers as it is told to. */
function serveMailApi() {
  const taken: { headers: Headers; body: Record<string, unknown> }[] = [];
  const service = {
    taken,
    answer: () => Response.json({ id: "re_1" }),
  };
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      taken.push({ headers: request.headers, body: await request.json() });
      return service.answer();
    },
  );
  const { port } = server.addr;
  const isPrivateHost = readHosts(`127.0.0.1:${port}`, "PALABRE_PRIVATE_HOSTS");
  return Object.assign(service, {
    url: `http://127.0.0.1:${port}/emails`,
    isPrivateHost,
    fetch: createGuardedFetch({ resolve: resolveHost, exchange, isPrivateHost }),
    [Symbol.asyncDispose]: () => server.shutdown(),
  });
}

const by = (url: string) => ({ url, token: "re_123", from: FROM });

Deno.test("mail by HTTP - a service is sent what a mail says, with what ends it by one press (RFC 8058)", async () => {
  await using service = serveMailApi();
  const send = createMailApi(by(service.url), service.fetch);
  assertEquals(await send(mail), { is: "taken" });
  const [taken] = service.taken;
  assertEquals(taken?.body, {
    from: FROM,
    to: ["ana@example.org"],
    subject: mail.subject,
    text: mail.text,
    headers: {
      "Auto-Submitted": "auto-generated",
      "List-Unsubscribe": `<${mail.stop}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
  });
  const sent = (name: string) => taken?.headers.get(name);
  assertEquals(sent("authorization"), "Bearer re_123");
  assertEquals(sent("content-type"), "application/json");
  assertEquals(sent("idempotency-key"), mail.id);
  assertEquals(sent("user-agent"), "Palabre");
  assertEquals(await send({ ...mail, stop: undefined }), { is: "taken" });
  assertEquals(service.taken[1]?.body.headers, { "Auto-Submitted": "auto-generated" });
});

Deno.test("mail by HTTP - what is said of an address for good is told apart from all else", async () => {
  await using service = serveMailApi();
  const send = createMailApi(by(service.url), service.fetch);
  const answered = async (status: number, message: string) => {
    service.answer = () => Response.json({ statusCode: status, message }, { status });
    return await send(mail);
  };
  const refused = await answered(422, "Invalid `to` field. The address does not exist.");
  assert(refused.is === "refused");
  assertMatch(refused.said, /422 .*Invalid `to` field/);
  assertEquals((await answered(400, "The recipient is suppressed")).is, "refused");
  assertEquals((await answered(422, "Invalid `from` field.")).is, "later", "our own mistake");
  assertEquals((await answered(401, "Invalid token, sent to recipient")).is, "later");
  assertEquals((await answered(429, "Too many requests")).is, "later");
  assertEquals((await answered(500, "")).is, "later");
});

Deno.test("mail by HTTP - without the service, or where it may not be called, it is for later", async () => {
  const gone = serveMailApi();
  await gone[Symbol.asyncDispose]();
  assertEquals((await createMailApi(by(gone.url), gone.fetch)(mail)).is, "later");
  await using service = serveMailApi();
  const isPrivateHost = () => false;
  const guarded = createGuardedFetch({ resolve: resolveHost, exchange, isPrivateHost });
  assertEquals((await createMailApi(by(service.url), guarded)(mail)).is, "later");
  assertEquals(service.taken, [], "this machine is no service that anybody named");
});

const service = serveMailApi();
Deno.test.afterAll(() => service[Symbol.asyncDispose]());
const { isPrivateHost } = service;

communityTest(
  "mail by HTTP - an instance that was told of a service hands it what it mails (C4)",
  1,
  async (here) => {
    const ana = await here.person("Ana");
    const { mails } = here.one.instance;
    const how = { address: mail.to, afterHours: 1, locale: "en", password: PASSWORD };
    const own = await here.settled(Promise.resolve(mails?.set(ana.actor, how)));
    assertEquals(own?.asked, mail.to);
    assertEquals(service.taken[0]?.body.to, [mail.to]);
    assertMatch(String(service.taken[0]?.body.text), /\/mail\/confirm\//);
  },
  { rates: false, mail: { by: by(service.url), origin: ORIGIN }, calls: { isPrivateHost } },
);
