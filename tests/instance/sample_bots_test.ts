// The sample bots of docs/bots, as whoever copies them runs them (B5): on Deno and on Node.
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { LogEvent, MessageEvent } from "../../lib/protocol/events.ts";
import { node22 } from "../support/node_22.ts";
import { runServer } from "../support/running.ts";
import { enlist, enter, Talker } from "../support/talker.ts";

const SAMPLES = new URL("../../docs/bots/", import.meta.url);
const CLIENT = new URL("../../built/client.js", import.meta.url);
/** What runs them. */
const RUNTIMES = {
  deno: () => Promise.resolve([Deno.execPath(), "run", "-A", "--no-config", "--no-lock"]),
  node: async () => [await node22(), "--no-warnings"],
};
const HOW = ["deno", "node"] as const;

/** A bot that is started by npx answers within this, on a busy machine too. */
const ANSWER_MS = 60_000;

type Server = Awaited<ReturnType<typeof runServer>>;

/** A folder with the bots and the client, and an administrator who adds bots. */
async function withBots(server: Server) {
  const folder = await Deno.makeTempDir();
  for (const name of ["echo.mjs", "feed.mjs", "polls.mjs"]) {
    await Deno.copyFile(new URL(name, SAMPLES), `${folder}/${name}`);
  }
  await Deno.copyFile(CLIENT, `${folder}/client.js`);
  const token = await enlist(server.url, "boss");
  const known = await server.instance.identity.authenticate(token);
  const { id = "" } = known?.actor.user ?? {};
  await server.instance.users.update(id, (user) => ({ ...user, role: "administrator" }));
  async function tokenOf(name: string): Promise<string> {
    const response = await fetch(`${server.url}/api/v1/bots`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ name, scopes: ["read", "write"], rooms: ["general"] }),
    });
    assertEquals(response.status, 201);
    return (await response.json()).token;
  }
  async function run(how: (typeof HOW)[number], sample: string, env: Record<string, string>) {
    const [command = "", ...args] = await RUNTIMES[how]();
    return new Deno.Command(command, {
      args: [...args, sample],
      cwd: folder,
      env: { SERVER: server.url, ...env },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  }
  return { tokenOf, run, close: () => Deno.remove(folder, { recursive: true }) };
}

/** Ends a bot; gives what it printed. */
async function end(bot: Deno.ChildProcess): Promise<string> {
  bot.kill("SIGTERM");
  const { stdout, stderr } = await bot.output();
  const text = new TextDecoder();
  return text.decode(stdout) + text.decode(stderr);
}

function messagesOf(events: readonly LogEvent[]): MessageEvent[] {
  return events.flatMap((event) => event.kind === "message" ? [event] : []);
}

/** Somebody in the browser's place, who asks until a bot answers. */
async function talker(server: Server) {
  const noor = await Talker.connect(server.url, await enter(server.url, "Noor"));
  await noor.ask({ type: "sync" });
  const texts = () =>
    server.instance.log.read("general", { after: 0, limit: 200 })
      .then((entries) => messagesOf(entries.map(({ event }) => event)));
  /** The message, said before or to come. Rejects where none comes. */
  async function until(find: (text: string) => boolean) {
    const { promise, resolve, reject } = Promise.withResolvers<MessageEvent>();
    const late = setTimeout(
      () => reject(new Error(`Nobody said it within ${ANSWER_MS} ms`)),
      ANSWER_MS,
    );
    noor.next(({ type, events }) => {
      const said = type === "events" ? messagesOf(events) : [];
      const found = said.find(({ text }) => find(text));
      if (found) resolve(found);
      return found !== undefined;
    });
    const before = (await texts()).find(({ text }) => find(text));
    if (before) resolve(before);
    return await promise.finally(() => clearTimeout(late));
  }
  return { noor, texts, until };
}

Deno.test("sample bots - B5: each has under 60 lines", async () => {
  for await (const { name } of Deno.readDir(SAMPLES)) {
    const lines = (await Deno.readTextFile(new URL(name, SAMPLES))).split("\n").length;
    assert(lines < 60, `${name} has ${lines}`);
  }
});

for (const how of HOW) {
  Deno.test(`sample bots - B5: the echo answers and knows its commands, on ${how}`, async () => {
    const server = await runServer();
    const { tokenOf, run, close } = await withBots(server);
    const bot = await run(how, "echo.mjs", { TOKEN: await tokenOf("Echo") });
    const { noor, until } = await talker(server);
    try {
      await bot.stdout.getReader().read().then(({ value }) =>
        assertMatch(new TextDecoder().decode(value), /Echo is there/)
      );
      await noor.send("general", "ping");
      await until((text) => text === "pong");
      await noor.send("general", "!echo twice  over");
      await until((text) => text === "twice  over");
      await noor.send("general", "!help");
      await until((text) => text.startsWith("`!echo words`"));
    } finally {
      bot.kill("SIGTERM");
      await bot.status;
      await noor.close();
      await server.close();
      await close();
    }
  });
}

for (const how of HOW) {
  Deno.test(`sample bots - B5: the feed reader posts each entry once, over a restart too, on ${how}`, async () => {
    const entry = (n: number) =>
      `<entry><id>tag:example.org,2026:${n}</id><title>Entry &amp; ${n}</title><link href="https://example.org/${n}"/></entry>`;
    const entries = [entry(2), entry(1)];
    const feed = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen() {} },
      () => new Response(`<feed xmlns="http://www.w3.org/2005/Atom">${entries.join("")}</feed>`),
    );
    const server = await runServer();
    const { tokenOf, run, close } = await withBots(server);
    const env = {
      TOKEN: await tokenOf("News"),
      FEED: `http://127.0.0.1:${feed.addr.port}/`,
      EVERY: "0.2",
      SEEN: "none/of.them", // what was posted cannot be written down: the log tells it apart
    };
    const { noor, texts, until } = await talker(server);
    let bot = await run(how, "feed.mjs", env);
    try {
      await until((text) => text.startsWith("**Entry & 1**"));
      await end(bot);
      entries.unshift(entry(3));
      bot = await run(how, "feed.mjs", { ...env, SEEN: "seen" });
      await until((text) => text.startsWith("**Entry & 3**"));
      const posted = (await texts()).map(({ text }) => text.split("\n")[0]);
      assertEquals(posted, ["**Entry & 1**", "**Entry & 2**", "**Entry & 3**"]);
    } finally {
      await end(bot);
      await noor.close();
      await feed.shutdown();
      await server.close();
      await close();
    }
  });

  Deno.test(`sample bots - B5: polls are asked, and people reminded, over a restart too, on ${how}`, async () => {
    const server = await runServer();
    const { tokenOf, run, close } = await withBots(server);
    const env = { TOKEN: await tokenOf("Helper") };
    let bot = await run(how, "polls.mjs", env);
    const { noor, until } = await talker(server);
    try {
      await bot.stdout.getReader().read();
      await noor.send("general", "!poll Where to? | The sea | The hills");
      const poll = await until((text) => text === "Where to?");
      assertEquals(poll.poll?.options.length, 2);
      await noor.send("general", "!remind 1s stir the pot");
      const reminder = await until((text) => text === "@Noor stir the pot");
      assertEquals(reminder.mentions?.length, 1);
      await noor.send("general", "!remind 5s lift the lid");
      await until((text) => text === "I will, Noor: lift the lid");
      bot.kill("SIGTERM");
      await bot.status;
      bot = await run(how, "polls.mjs", env);
      await until((text) => text === "@Noor lift the lid");
    } finally {
      bot.kill("SIGTERM");
      await bot.status;
      await noor.close();
      await server.close();
      await close();
    }
  });
}
