import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import SlackNotify from "slack-notify";
import https from "node:https";
import { Webhook } from "standardwebhooks";
import { TEST_CERTIFICATE, TEST_KEY } from "../support/test_certificate.ts";
import { runServer } from "../support/running.ts";
import { enlist } from "../support/talker.ts";

type Server = Awaited<ReturnType<typeof runServer>>;

/** A hook of `general`, and how its administrator asks the API: by GET, or by POST with a body. */
async function withHook({ url, instance: { identity, users } }: Server) {
  const token = await enlist(url, "boss");
  const known = await identity.authenticate(token);
  await users.update(known?.actor.user.id ?? "", (user) => ({ ...user, role: "administrator" }));
  async function boss(path: string, body?: object) {
    const response = await fetch(`${url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    });
    return await response.json();
  }
  const { address } = await boss("/hooks", { name: "Pump", room: "general" });
  return { boss, address: String(address) };
}

Deno.test("hooks - B2: a server takes what a service posts, without a cookie or an origin", async () => {
  const server = await runServer();
  try {
    const { boss, address } = await withHook(server);
    const posted = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json", origin: "https://service.example" },
      body: JSON.stringify({ text: "Tank *4* is low", username: "Watch" }),
    });
    assertEquals([posted.status, await posted.text()], [200, "ok"]);
    assertEquals(posted.headers.get("palabre-unshown"), "username");
    const { events } = await boss("/conversations/general/events");
    const { people } = await boss("/people?query=Pump");
    assertEquals([people[0].bot, people[0].hook], [true, true], "nobody calls what does not read");
    const { counts, members } = await boss("/conversations/general/members");
    assertEquals([counts.online + counts.away + counts.offline, members.length], [1, 2]);
    assertEquals(events.at(-1).text, "Tank **4** is low");
    const refused = await fetch(`${address}x`, { method: "POST", body: "hello" });
    assertEquals(refused.headers.get("content-type"), "application/problem+json");
    assertEquals([refused.status, (await refused.json()).code], [404, "unknown-conversation"]);
  } finally {
    await server.close();
  }
  assertEquals(server.reported.filter((line) => !line.startsWith("PALABRE_RATES")), []);
});

Deno.test("outgoing hooks - B3: the public library takes what a server sends, where the operator lets it", async () => {
  const arrived = Promise.withResolvers<{ body: string; headers: Record<string, string> }>();
  const receiver = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    async (request) => {
      arrived.resolve({
        body: await request.text(),
        headers: Object.fromEntries(request.headers),
      });
      return new Response(null, { status: 204 });
    },
  );
  const host = `127.0.0.1:${receiver.addr.port}`;
  const server = await runServer({ PALABRE_PRIVATE_HOSTS: host });
  try {
    const { boss } = await withHook(server);
    const { signingSecret: secret } = await boss("/outgoing", {
      name: "Ledger",
      rooms: ["general"],
      url: `http://${host}/in`,
      events: ["message"],
    });
    await boss("/messages", { conversation: "general", text: "4 crates are in" });
    const { body, headers } = await arrived.promise;
    const read = new Webhook(secret).verify(body, headers) as { data: { event: object } };
    assertEquals((read.data.event as { text: string }).text, "4 crates are in");
    assertThrows(() => new Webhook(`whsec_${btoa("another")}`).verify(body, headers));
    const other = await boss("/outgoing", {
      name: "Other",
      rooms: ["general"],
      url: "http://127.0.0.2/in",
      events: ["message"],
    });
    assertEquals(other.type, "urn:palabre:problem:hook-url");
  } finally {
    await server.close();
    await receiver.shutdown();
  }
  assertEquals(server.reported.filter((line) => !line.startsWith("PALABRE_RATES")), []);
});

Deno.test("hooks - B2: programs made for Slack, Discord and Mattermost post by a changed address alone", async () => {
  const server = await runServer();
  // What stands before it online: a proxy with TLS.
  const tls = Deno.serve(
    { port: 0, hostname: "127.0.0.1", cert: TEST_CERTIFICATE, key: TEST_KEY, onListen() {} },
    async (request) => {
      const { method, headers } = request;
      const url = server.url + new URL(request.url).pathname;
      return await fetch(url, { method, headers, body: await request.text() });
    },
  );
  const { options } = https.globalAgent;
  options.ca = TEST_CERTIFICATE;
  try {
    const { boss, address } = await withHook(server);
    const texts = async () => {
      const { events } = await boss("/conversations/general/events");
      return events.flatMap((event: { kind: string; text?: string }) =>
        event.kind === "message" ? [event.text] : []
      );
    };
    // A public client of Slack's webhooks, as it is: it speaks https alone.
    const slack = SlackNotify(address.replace(server.url, `https://127.0.0.1:${tls.addr.port}`));
    await slack.success({
      text: "Build *12* passed",
      attachments: [{
        fallback: "",
        color: "good",
        fields: [{ title: "Branch", value: "main", short: true }],
      }],
    });
    // As Discord's own documentation calls it.
    const discord = await fetch(`${address}?wait=true`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ content: "**Release** 1.2", embeds: [{ title: "Notes" }] }),
    });
    assertEquals(discord.status, 200);
    assertEquals(typeof (await discord.json()).id, "string");
    // As Mattermost's: curl -i -X POST -d 'payload={…}'.
    const payload = JSON.stringify({ text: "Disk at **91 %**", channel: "ops" });
    const mattermost = await fetch(address, {
      method: "POST",
      body: new URLSearchParams({ payload }),
    });
    assertEquals([mattermost.status, await mattermost.text()], [200, "ok"]);
    const [built, released, disk] = await texts();
    assertMatch(String(built), /Build \*\*12\*\* passed[\s\S]*\*\*Branch:\*\* main/);
    assertMatch(String(released), /^\*\*Release\*\* 1\.2\n> [\s\S]*Notes/);
    assertMatch(String(disk), /^Disk at /);
  } finally {
    delete options.ca;
    https.globalAgent.destroy();
    await tls.shutdown();
    await server.close();
  }
});
