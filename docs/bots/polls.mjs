// Asks polls and reminds: “!poll Where to? | The sea | The hills”, “!remind 10m stir the pot”.
//   SERVER=… TOKEN=… node polls.mjs
import process from "node:process";
import { Palabre } from "./client.js";

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000 };

const bot = new Palabre({ server: process.env.SERVER, token: process.env.TOKEN });

async function poll({ reply }, words) {
  const [question = "", ...options] = words.split("|").map((part) => part.trim()).filter(Boolean);
  if (options.length < 2) return await reply("`!poll question | one answer | another`");
  await reply(question, { poll: { options } });
}

async function remind({ by, reply }, words) {
  const [, count, unit, what] = /^(\d{1,4})([smh])\s+(.+)$/.exec(words) ?? [];
  if (!what) return await reply("`!remind 10m what`");
  await reply(`I will, ${by.name}.`);
  setTimeout(() => reply(`@${by.name} ${what}`), Number(count) * UNITS[unit]);
}

const commands = { "!poll": poll, "!remind": remind };

bot.on("message", async (told) => {
  if (told.mine || told.by.bot) return;
  const [, word, words] = /^(!\w+)\s*([\s\S]*)$/.exec(told.event.text) ?? [];
  await commands[word]?.(told, words.trim());
});

await bot.start();
console.log(`${bot.me.name} is there`);
process.on("SIGTERM", () => bot.stop());
await bot.ended;
