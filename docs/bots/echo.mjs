// Answers “ping”, and the commands that stand in HELP. Beside it: client.js of your server.
//   curl -O https://chat.example.org/client.js
//   SERVER=https://chat.example.org TOKEN=… deno run -A echo.mjs    (or: node echo.mjs)
import process from "node:process";
import { Palabre } from "./client.js";

const HELP = "`!echo words` says them, `!time` the time, `!count` how often I was asked.";
let asked = 0;

const commands = {
  "!help": () => HELP,
  "!echo": (words) => words || "…",
  "!time": () => new Date().toISOString(),
  "!count": () => String(asked),
};

const bot = new Palabre({ server: process.env.SERVER, token: process.env.TOKEN });

bot.on("message", async ({ event, by, mine, reply }) => {
  if (mine || by.bot) return;
  if (event.text === "ping") return await reply("pong");
  const [word, ...rest] = event.text.split(" ");
  const command = commands[word];
  if (!command) return;
  asked++;
  await reply(command(rest.join(" ")));
});

await bot.start();
console.log(`${bot.me.name} is there`);
process.on("SIGTERM", () => bot.stop());
await bot.ended;
