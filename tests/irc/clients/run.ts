// Takes irssi and WeeChat, as they are installed, through a conversation: `deno task test:irc-clients`.
// Where a client or tmux is not installed, it says so and goes on; it fails when one that is there does.
import { print } from "../../../tools/terminal.ts";
import { isInstalled } from "./terminal.ts";
import { type ClientProgram, walk } from "./walk.ts";

/** A walk takes some 15 s; whatever takes longer than this hangs. */
const WITHIN_MS = 5 * 60_000;

const IRSSI: ClientProgram = {
  name: "irssi",
  command: ({ port, account, password, home }) => [
    "irssi",
    `--home=${home}`,
    `--nick=${account}`,
    "--connect=127.0.0.1",
    `--port=${port}`,
    `--password=${account}:${password}`,
  ],
  isIn: /End of \/MOTD/,
  first: ["/set server_reconnect_time 10s"],
  show: ["/window goto 2"],
  status: ["/window goto 1"],
};

const WEECHAT: ClientProgram = {
  name: "weechat",
  command: ({ port, account, password, home }) => [
    "weechat",
    "--dir",
    home,
    ...[
      "/set weechat.look.paste_max_lines -1", // two lines that come together are no paste
      "/set irc.server_default.autoreconnect_delay 1",
      `/server add palabre 127.0.0.1/${port}`,
      `/set irc.server.palabre.nicks ${account}`,
      `/set irc.server.palabre.sasl_username ${account}`,
      `/set irc.server.palabre.sasl_password "${password}"`,
      "/connect palabre",
    ].flatMap((line) => ["-r", line]),
  ],
  isIn: /has joined #general/,
  show: ["/buffer #general"],
  status: ["/buffer server.palabre"],
};

if (!await isInstalled("tmux")) {
  print("tmux is not installed: IRC clients are not tried.");
  Deno.exit(0);
}
for (const program of [IRSSI, WEECHAT]) {
  if (!await isInstalled(program.name)) {
    print(`${program.name} is not installed: not tried.`);
    continue;
  }
  const late = setTimeout(() => {
    print(`${program.name}: not done within ${WITHIN_MS / 60_000} minutes.`);
    Deno.exit(1);
  }, WITHIN_MS);
  try {
    await walk(program);
    print(
      `${program.name}: came in, talked, voted, made a room, paged back, was cut off and came back.`,
    );
  } catch (error) {
    print(`${program.name}: ${error instanceof Error ? error.message : error}`);
    Deno.exit(1);
  }
  clearTimeout(late);
}
Deno.exit(0);
