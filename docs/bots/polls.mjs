// Asks polls and reminds: “!poll Where to? | The sea | The hills”, “!remind 10m stir the pot”.
// What it has to remind of is kept in a file, so that it remembers over a restart.
//   SERVER=… TOKEN=… node polls.mjs
import { readFile, writeFile } from "node:fs/promises";
import process from "node:process";
import { Palabre } from "./client.js";

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000 };
const { SERVER, TOKEN, KEPT = "reminders.json" } = process.env;

const bot = new Palabre({ server: SERVER, token: TOKEN });
let reminders = JSON.parse(await readFile(KEPT, "utf8").catch(() => "[]"));

async function poll({ reply }, words) {
  const [question = "", ...options] = words.split("|").map((part) => part.trim()).filter(Boolean);
  if (options.length < 2) return await reply("`!poll question | one answer | another`");
  await reply(question, { poll: { options } });
}

async function remind({ by, conversation, reply }, words) {
  const [, count, unit, what] = /^(\d{1,4})([smh])\s+(.+)$/.exec(words) ?? [];
  if (!what) return await reply("`!remind 10m what`");
  const due = Date.now() + Number(count) * UNITS[unit];
  reminders.push({ id: crypto.randomUUID(), due, conversation, text: `@${by.name} ${what}` });
  await writeFile(KEPT, JSON.stringify(reminders));
  await reply(`I will, ${by.name}: ${what}`);
}

async function tellWhatIsDue() {
  for (const one of reminders.filter(({ due }) => due <= Date.now())) {
    await bot.send(one.conversation, one.text, { id: one.id }); // its id: said once, whatever happens
    reminders = reminders.filter(({ id }) => id !== one.id);
    await writeFile(KEPT, JSON.stringify(reminders));
  }
}

const commands = { "!poll": poll, "!remind": remind };

bot.on("message", async (told) => {
  if (told.mine || told.by.bot) return;
  const [, word, words] = /^(!\w+)\s*([\s\S]*)$/.exec(told.event.text) ?? [];
  await commands[word]?.(told, words.trim());
});

await bot.start();
console.log(`${bot.me.name} is there`);
let ended = false;
bot.ended.then(() => ended = true);
process.on("SIGTERM", () => bot.stop());
while (!ended) {
  await tellWhatIsDue().catch((error) => console.error(error.message));
  await new Promise((done) => setTimeout(done, 1_000));
}
