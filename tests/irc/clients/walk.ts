// What real IRC clients are taken through: come in, talk, vote, make a room, lose the line, come back.
import { assertEquals } from "@std/assert";
import { IRC_ENV } from "../../support/irc.ts";
import { runServer } from "../../support/running.ts";
import { enlist, Talker } from "../../support/talker.ts";
import { TcpProxy } from "../../support/tcp_proxy.ts";
import { Terminal } from "./terminal.ts";

/** A client as it is started and spoken to. */
export interface ClientProgram {
  name: string;
  /** The command that connects with an account; `home` is an empty folder for its settings. */
  command(to: { port: number; account: string; password: string; home: string }): string[];
  /** What it is told right after it has started. */
  first?: string[];
  /** What it shows when it is in. */
  isIn: RegExp;
  /** How its window of `#general` is shown, if not by itself. */
  show: string[];
  /** How the window is shown in which the server speaks. */
  status: string[];
}

const PASSWORD = "under-the-old-tree"; // irssi takes no spaces in one
const SAID = "said before anybody came";

/** Walks one client through; throws where it does not get on. */
export async function walk(program: ClientProgram): Promise<void> {
  const server = await runServer({ ...IRC_ENV, PALABRE_RATES: "on" });
  const proxy = new TcpProxy(server.ircPort).start();
  const noor = await Talker.connect(server.url, await enlist(server.url, "noor"));
  const home = await Deno.makeTempDir({ prefix: "palabre_irc_" });
  let terminal: Terminal | undefined;
  try {
    await noor.ask({ type: "sync" });
    await noor.send("general", SAID);
    await enlist(server.url, "Moussa Diop", PASSWORD);
    const to = { port: proxy.port, account: "Moussa_Diop", password: PASSWORD };
    terminal = await Terminal.start(`${home}/tmux`, program.command({ ...to, home }));
    for (const line of program.first ?? []) await terminal.enter(line);
    await terminal.shows(program.isIn);
    for (const line of program.show) await terminal.enter(line);
    await terminal.shows(/general/);

    await terminal.enter(`noor: hello from ${program.name}`);
    await hears(noor, `@noor: hello from ${program.name}`);
    await noor.send("general", "and **hello** to you");
    await terminal.shows(/noor\W.*and hello to you/);

    await terminal.enter("/quote CHATHISTORY LATEST #general * 20");
    await terminal.shows(new RegExp(SAID));

    const poll = { options: ["tea", "coffee"] };
    const { seq } = await noor.ask({
      type: "send",
      conversation: "general",
      id: crypto.randomUUID(),
      after: 0,
      text: "what to drink?",
      poll,
    });
    await terminal.shows(new RegExp(`/quote VOTE #general ${seq} `));
    await terminal.enter(`/quote VOTE #general ${seq} 2`);
    await noor.next((frame) =>
      frame.type === "events" &&
      frame.events.some((one: { kind: string; target?: number; options?: number[] }) =>
        one.kind === "vote" && one.target === seq && one.options?.[0] === 1
      )
    );

    await terminal.enter("/join #garden");
    for (const line of program.status) await terminal.enter(line);
    await terminal.shows(/There is no room called #garden\. To create it, join it once more\./);
    await terminal.enter("/join #garden");
    await terminal.shows(/Moussa_Diop.* has joined #garden/);
    for (const line of program.show) await terminal.enter(line);

    proxy.cut();
    await noor.send("general", "while the line was cut");
    await terminal.shows(/while the line was cut/, 60_000);
    await terminal.enter("back again");
    await hears(noor, "back again");

    await terminal.enter("/msg noor just between us");
    await noor.next((frame) =>
      frame.type === "conversation" && frame.conversation.kind === "direct"
    );
    await terminal.enter("/quit");
    await terminal.ended();
  } finally {
    await terminal?.end();
    await noor.close();
    proxy.stop();
    await server.close();
    await Deno.remove(home, { recursive: true });
  }
  assertEquals(server.reported, []);
}

async function hears(talker: Talker, text: string): Promise<void> {
  await talker.next((frame) =>
    frame.type === "events" && frame.events.some((one: { text?: string }) => one.text === text)
  );
}
