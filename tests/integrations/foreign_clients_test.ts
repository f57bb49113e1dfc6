// Programs of others, as they come from the registry: each is given our address, and nothing else of
// it is changed (B2, B4, X2).
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { DiscordAPIError, REST } from "@discordjs/rest";
import { IncomingWebhook, IncomingWebhookHTTPError } from "@slack/webhook";
import { EventSource } from "eventsource";
import { parseAtomFeed } from "feedsmith";
import { success } from "semantic-release-mattermost";
import type { MessageEvent } from "../../lib/protocol/events.ts";
import { runServer } from "../support/running.ts";
import { enlist } from "../support/talker.ts";
import { TcpProxy } from "../support/tcp_proxy.ts";

type Server = Awaited<ReturnType<typeof runServer>>;

/** A server, and how its administrator asks its API. */
async function serverTest(run: (here: Awaited<ReturnType<typeof open>>) => Promise<void>) {
  const server = await runServer();
  try {
    await run(await open(server));
  } finally {
    await server.close();
  }
  assertEquals(server.reported.filter((line) => !line.startsWith("PALABRE_RATES")), []);
}

async function open({ url, instance: { identity, users } }: Server) {
  const token = await enlist(url, "boss");
  const known = await identity.authenticate(token);
  await users.update(known?.actor.user.id ?? "", (user) => ({ ...user, role: "administrator" }));
  /** Asks the API: by GET, or with a body. */
  async function boss(path: string, body?: object, method = body ? "POST" : "GET") {
    const response = await fetch(`${url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    return await response.json();
  }
  /** The address of a new hook of `general`. */
  async function hook(name: string, format = "slack"): Promise<string> {
    return (await boss("/hooks", { name, room: "general", format })).address;
  }
  async function messages(): Promise<MessageEvent[]> {
    const { events } = await boss("/conversations/general/events");
    return events.filter(({ kind }: { kind: string }) => kind === "message");
  }
  const texts = async () => (await messages()).map(({ text }) => text);
  return { url, token, boss, hook, messages, texts };
}

Deno.test("foreign clients - B2: @slack/webhook posts a text, blocks and attachments, and knows what is refused", () =>
  serverTest(async ({ hook, texts }) => {
    const address = await hook("Builds");
    const slack = new IncomingWebhook(address, { username: "ci", icon_emoji: ":hammer:" });
    assertEquals(await slack.send("Build *12* <https://ci.example/12|passed>"), { text: "ok" });
    await slack.send({
      text: "for notifications",
      blocks: [
        { type: "header", text: { type: "plain_text", text: "Deployed" } },
        { type: "section", text: { type: "mrkdwn", text: "by _mei_" } },
      ],
      attachments: [{ color: "good", fields: [{ title: "Branch", value: "main", short: true }] }],
    });
    assertEquals(await texts(), [
      "🔨 Build **12** [passed](<https://ci.example/12>)",
      "🔨 **Deployed**\nby _mei_\n> **Branch:** main",
    ]);
    // Services that post to Discord as to Slack have `/slack` behind the address.
    await new IncomingWebhook(`${address}/slack`).send("as Discord's");
    assertEquals((await texts()).at(-1), "as Discord's");
    const guessed = new IncomingWebhook(`${address}x`);
    const refused = await assertRejects(() => guessed.send("hello"), IncomingWebhookHTTPError);
    assertEquals(refused.statusCode, 404);
    const silent = await assertRejects(() => slack.send({}), IncomingWebhookHTTPError);
    assertEquals(silent.statusCode, 400);
    assertEquals((await texts()).length, 3);
  }));

Deno.test("foreign clients - B2: @discordjs/rest posts, edits and deletes, and names a file that is not shown", () =>
  serverTest(async ({ url, hook, messages, texts }) => {
    const discord = new REST({ api: url });
    const path = new URL(await hook("Garden")).pathname as `/${string}`;
    const plain = { auth: false, versioned: false };
    const query = new URLSearchParams({ wait: "true" });
    const body = {
      content: "**Frost** tonight",
      username: "Almanac",
      embeds: [{
        title: "Beds",
        url: "https://beds.example",
        fields: [{ name: "North", value: "-2 °C" }],
      }],
    };
    const posted = await discord.post(path, { ...plain, query, body }) as { id: string };
    const [stands] = await messages();
    assertEquals(posted.id, String(stands?.seq));
    assertEquals(
      stands?.text,
      "**Frost** tonight\n> **[Beds](<https://beds.example>)**\n> **North:** -2 °C",
    );
    await discord.patch(`${path}/messages/${posted.id}`, {
      ...plain,
      body: { content: "No frost" },
    });
    assertEquals(await texts(), ["No frost"]);
    await discord.delete(`${path}/messages/${posted.id}`, plain);
    // With a file it sends a form in parts, whose words are a part of it.
    const files = [{ name: "graph.png", data: new Uint8Array(2 * 1024 * 1024).fill(0xff) }];
    const told = await discord.post(path, {
      ...plain,
      query,
      files,
      body: { content: "The graph" },
    });
    assertEquals((told as { unshown: object }).unshown, [{ path: "files[0]", why: "media" }]);
    assertEquals((await texts()).at(-1), "The graph");
    const refused = await assertRejects(
      () => discord.post(`${path}x`, { ...plain, body }),
      DiscordAPIError,
    );
    assertEquals(refused.status, 404);
  }));

Deno.test("foreign clients - B2: semantic-release-mattermost tells of a release", () =>
  serverTest(async ({ hook, texts }) => {
    const log: string[] = [];
    const logger = { log: (line: string) => void log.push(line), error: () => {} };
    await success({ name: "orchard", channel: "releases", username: "release" }, {
      env: { MATTERMOST_WEBHOOK: await hook("Releases", "markdown") },
      nextRelease: {
        type: "minor",
        version: "1.3.0",
        notes: "## Features\n\n* **press:** a tap :apple:",
      },
      logger,
    });
    assertEquals(log.at(-1), "Webhook sent.");
    assertEquals(await texts(), [
      'orchard: The minor version "1.3.0" has been released.\n\n**Features**\n\n* **press:** a tap 🍎',
    ]);
  }));

Deno.test("foreign clients - B4: eventsource hears what happens, and what happened while it was cut off", () =>
  serverTest(async ({ url, token, boss }) => {
    const proxy = new TcpProxy(Number(new URL(url).port)).start();
    const asked: Array<string | null> = [];
    const events = new EventSource(`http://127.0.0.1:${proxy.port}/api/v1/events`, {
      fetch: (address, init) => {
        const headers = new Headers(init.headers);
        asked.push(headers.get("last-event-id"));
        headers.set("authorization", `Bearer ${token}`);
        return fetch(address, { ...init, headers });
      },
    });
    const told: string[] = [];
    let heard = () => {};
    events.addEventListener("message", ({ data }) => {
      told.push(JSON.parse(data).event.text);
      heard();
    });
    const hears = async (count: number) => {
      while (told.length < count) await new Promise<void>((resolve) => heard = resolve);
    };
    const say = (text: string) => boss("/messages", { conversation: "general", text });
    try {
      await new Promise((ready) => events.addEventListener("ready", ready, { once: true }));
      await say("one");
      await hears(1);
      const cut = new Promise((lost) => events.addEventListener("error", lost, { once: true }));
      proxy.cut();
      await cut;
      for (const text of ["two", "three"]) await say(text);
      await hears(3);
      await say("four");
      await hears(4);
    } finally {
      events.close();
      proxy.stop();
    }
    assertEquals(told, ["one", "two", "three", "four"]);
    assertEquals(asked.length, 2);
    assertMatch(String(asked[1]), /^general:\d+$/);
  }));

Deno.test("foreign clients - X2: feedsmith reads the feed of a public room, which validates and leads back", () =>
  serverTest(async ({ url, boss, messages }) => {
    const { id } = (await boss("/rooms", { name: "garden", topic: "What grows" })).conversation;
    assertEquals(
      (await boss(`/admin/rooms/${id}`, { published: "found" }, "PATCH")).type,
      undefined,
    );
    for (
      const text of ["Planted **leeks** & <i>beans</i>", "Rain ]]> at last\nwith a second line"]
    ) {
      await boss("/messages", { conversation: id, text });
    }
    const address = `${url}/public/garden/feed.atom`;
    const [, found] = /<link rel="alternate" type="application\/atom\+xml" href="([^"]+)"/
      .exec(await (await fetch(`${url}/public/garden`)).text()) ?? [];
    assertEquals(new URL(String(found), url).href, address, "readers find it by the page");
    const feed = parseAtomFeed(await (await fetch(address)).text());
    assertEquals(await messages(), [], "nothing of it stands elsewhere");
    assertMatch(String(feed.title?.value), /garden/);
    const linkTo = (rel: string) => feed.links?.find((link) => link.rel === rel)?.href;
    assertEquals([linkTo("self"), linkTo("alternate")], [address, `${url}/public/garden`]);
    const [newer, older] = feed.entries ?? [];
    assertEquals(feed.entries?.length, 2, "the newest first");
    assertEquals([newer?.title?.value, older?.title?.value], [
      "boss: Rain ]]> at last",
      "boss: Planted **leeks** & <i>beans</i>",
    ]);
    assertEquals(newer?.authors?.map(({ name }) => name), ["boss"]);
    assertEquals(older?.content?.type, "html");
    assertMatch(
      String(older?.content?.value),
      /<strong>leeks<\/strong> &#38; &#60;i&#62;beans&#60;\/i&#62;/,
    );
    assertEquals(new Set(feed.entries?.map(({ id }) => id)).size, 2);
    assert(Date.parse(String(newer?.updated)) >= Date.parse(String(older?.published)));
    assertEquals(feed.updated, newer?.updated);
    const [page, seq] = String(older?.links?.[0]?.href).split("#");
    assertMatch(await (await fetch(String(page))).text(), new RegExp(`id="${seq}"`));
  }));
