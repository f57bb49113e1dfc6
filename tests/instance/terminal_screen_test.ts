// The terminal client on the whole screen, in a real pseudo-terminal.
import { assert, assertEquals } from "@std/assert";
import { PseudoTerminal } from "../support/pseudo_terminal.ts";
import { enlist, Talker } from "../support/talker.ts";
import { openTerminalServer } from "../support/terminal_server.ts";

const KEY = { enter: "\r", escape: "\x1b", up: "\x1b[A", ctrlC: "\x03", altEnter: "\x1b\r" };

Deno.test({
  name: "terminal - on the screen two people talk, over a resize and a server that is away",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const here = await openTerminalServer();
    const mei = await Talker.connect(here.url, await enlist(here.url, "Mei"));
    await mei.ask({ type: "sync" });
    const first = await mei.send("general", "漢字 and 👩‍👩‍👧 stand before |this");
    const env = { PALABRE_CONFIG: `${here.folder}/config` };
    const size = { columns: 100, rows: 24 };
    const awa = new PseudoTerminal(["--server", here.url, "--name", "Awa"], env, size);
    try {
      const said = (text: string) =>
        mei.next((frame) =>
          frame.type === "events" &&
          frame.events.some((one: { text?: string }) => one.text === text)
        );
      await awa.shows(/connected · # general/);
      await awa.shows(/Mei {2}漢字 and .* stand before \|this/);
      assert(awa.isOther);
      awa.type("Hello @Me");
      await awa.shows(/ Mei\s*$/m); // what can stand there
      awa.type("\t, I am here");
      awa.type(KEY.altEnter);
      awa.type("on two lines");
      await awa.shows(/› Hello @Mei , I am here\s*\n\s+on two lines/);
      assertEquals(awa.rows[awa.cursor.y]?.trim(), "on two lines", "the cursor is in the field");
      awa.type(KEY.enter);
      await said("Hello @Mei , I am here\non two lines");
      await awa.shows(/You {2}Hello @Mei , I am here\n[ │]+on two lines/);

      mei.socket.send(JSON.stringify({ type: "typing", conversation: "general" }));
      await awa.shows(/Mei is typing…/);
      await mei.send("general", "@Awa and \x1b[2Jnothing is wiped");
      await awa.shows(/@Awa and �\[2Jnothing is wiped/);
      const { conversation } = await mei.ask({ type: "open", with: "Awa" });
      await mei.send(conversation.id, "in private");
      await awa.shows(/● Mei\s+1\s+│/);

      awa.type(KEY.escape);
      await awa.shows(/r reply/);
      awa.type("r");
      await awa.shows(/Reply to Mei: @Awa and/);
      awa.type("a reply" + KEY.enter);
      await said("a reply");
      await awa.shows(/┌ Mei: @Awa and .*\n[ │]+a reply/);
      awa.type(KEY.escape);
      await awa.shows(/r reply/);
      awa.type("+");
      await awa.shows(/React with:/);
      awa.type("eyes" + KEY.enter);
      await awa.shows(/\[👀\s+1\]/);
      await mei.ask({
        ...{ type: "send", conversation: "general", id: crypto.randomUUID(), text: "below" },
        thread: first.seq,
      });
      await awa.shows(/└ 1 reply, last/);

      awa.resize(50, 12);
      await awa.shows(/^# general/m);
      await awa.shows(/^ {2}a reply$/m);
      assert(awa.rows.every((row) => row.length <= 50));
      awa.resize(120, 30);
      await awa.shows(/│ # general/);

      awa.type(KEY.escape);
      await awa.shows(/Esc timeline/);
      here.proxy.retarget(9); // nobody is there
      here.proxy.cut();
      await awa.shows(/offline, next try in \d+ s/);
      awa.type("written meanwhile" + KEY.enter);
      await awa.shows(/written meanwhile \(sending\)/);
      await here.restart();
      await awa.shows(/connected · # general/);
      await awa.shows(/written meanwhile\s*\n/);
      const again = await Talker.connect(here.url, await enlist(here.url, "Noor"));
      const { events } = await again.ask({ type: "history", conversation: "general", limit: 1 });
      assertEquals(events[0].text, "written meanwhile");
      await again.close();

      awa.type(KEY.ctrlC);
      await awa.shows(/Press Ctrl C again to leave/);
      awa.type(KEY.ctrlC);
      assertEquals(await awa.ended, 0);
      assert(!awa.isOther, "the window is as it was before");
      assert(awa.raw.endsWith("\x1b[?25h\x1b[?1049l"), JSON.stringify(awa.raw.slice(-60)));
    } finally {
      awa.kill();
      await awa.ended;
      await mei.close();
      await here.close();
    }
  },
});

Deno.test({
  name: "terminal - who leaves the screen is told what was not sent, and what was only typed",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const here = await openTerminalServer();
    const env = { PALABRE_CONFIG: `${here.folder}/config` };
    const size = { columns: 100, rows: 24 };
    const awa = new PseudoTerminal(["--server", here.url, "--name", "Awa"], env, size);
    try {
      await awa.shows(/connected · # general/);
      here.proxy.retarget(9); // nobody is there
      here.proxy.cut();
      await awa.shows(/offline, next try in/);
      awa.type("never sent" + KEY.enter);
      await awa.shows(/never sent \(sending\)/);
      awa.type("only typed" + KEY.ctrlC);
      await awa.shows(/Press Ctrl C again to leave/);
      awa.type(KEY.ctrlC);
      await awa.shows(/Sending 1 message before leaving… Ctrl C leaves without it\./);
      awa.type(KEY.ctrlC);
      assertEquals(await awa.ended, 11);
      assert(!awa.isOther);
      const left = awa.rows.filter((row) => row !== "").join("\n");
      const told = "* 1 message was not sent:\nnever sent\n* Typed and not sent:\nonly typed";
      assert(left.endsWith(told), left);
    } finally {
      awa.kill();
      await awa.ended;
      await here.close();
    }
  },
});
