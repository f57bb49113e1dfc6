import { assert, assertEquals } from "@std/assert";
import { runServer, spawnServer } from "../support/running.ts";
import { enter, Talker } from "../support/talker.ts";

const readme = await Deno.readTextFile(new URL("../../README.md", import.meta.url));

Deno.test("readme - its bot answers, over a plain WebSocket with a bearer token", async () => {
  const [, code] = /```js\n([\s\S]*?)```/.exec(readme) ?? [];
  assert(code, "the README shows a bot");
  const server = await runServer();
  const folder = await Deno.makeTempDir({ prefix: "palabre_bot_" });
  const file = `${folder}/bot.mjs`;
  // It hears what is said once its `sync` was answered; of that it has nothing to say by itself.
  const telling = 'socket.addEventListener("message", ({ data }) => console.log(data));';
  await Deno.writeTextFile(file, `${code.replace("http://localhost:8000", server.url)}${telling}`);
  const ada = await Talker.connect(server.url, await enter(server.url, "ada"));
  await ada.ask({ type: "sync" });
  const args = ["run", "-A", file];
  const bot = new Deno.Command(Deno.execPath(), { args, stdin: "null", stdout: "piped" }).spawn();
  const told = bot.stdout.pipeThrough(new TextDecoderStream()).getReader();
  try {
    let heard = "";
    while (!heard.includes('"type":"reply"')) {
      const { value, done } = await told.read();
      assert(!done, `the bot ended: ${heard}`);
      heard += value;
    }
    await ada.send("general", "ping");
    const answer = await ada.next((frame) =>
      frame.type === "events" &&
      frame.events.some((event: { text?: string }) => event.text === "pong")
    );
    assertEquals(answer.conversation, "general");
  } finally {
    bot.kill("SIGKILL");
    await bot.status;
    await told.cancel();
    await ada.close();
    await server.close();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("readme - names every variable that the server reads, and links to files that are there", async () => {
  const source = await Deno.readTextFile(new URL("../../lib/config/config.ts", import.meta.url));
  const read = new Set(source.match(/\b(PALABRE_\w+|PORT)(?=: v\.)/g));
  read.delete("PALABRE_DEV"); // set by `deno task dev` for itself
  assert(read.size > 5);
  for (const name of read) assert(readme.includes(`| \`${name}\``), `${name} is in the table`);
  const links = [...readme.matchAll(/(?:\]\(|src=")([\w/.-]+)[)"]/g)].map(([, path = ""]) => path)
    .filter((path) => !path.startsWith("http"));
  assert(links.length > 5);
  for (const path of links) await Deno.stat(new URL(`../../${path}`, import.meta.url));
});

Deno.test("readme - its troubles read as the server says them", async () => {
  const server = await runServer();
  const { port } = new URL(server.url);
  const second = spawnServer({ env: { PORT: port, PALABRE_KV: ":memory:" } });
  await second.listening.catch(() => {});
  await second.ended;
  assert(second.output.text.includes(`PORT: ${port} is in use.`), second.output.text);
  assert(readme.includes("PORT: 8000 is in use."));
  const third = spawnServer({ env: { PALABRE_KV: "/dev/null/palabre.kv" } });
  await third.listening.catch(() => {});
  await third.ended;
  assert(third.output.text.includes("PALABRE_KV: cannot open"), third.output.text);
  assert(readme.includes("PALABRE_KV: cannot open"));
  await server.close();
});
