// deno-lint-ignore-file no-control-regex -- the sequences of a terminal
// The terminal client on the whole screen, in a real pseudo-terminal.
import { assert, assertEquals, assertMatch } from "@std/assert";
import { scaledPng } from "../../lib/terminal/screen/scaled_png.ts";
import { picture } from "../support/pictures.ts";
import { PseudoTerminal } from "../support/pseudo_terminal.ts";
import { enlist, Talker } from "../support/talker.ts";
import { postFiles, uploadFile } from "../support/uploads.ts";
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
    const awa = new PseudoTerminal(["--server", here.url, "--name", "Awa", "--bell"], env, size);
    try {
      const said = (text: string) =>
        mei.next((frame) =>
          frame.type === "events" &&
          frame.events.some((one: { text?: string }) => one.text === text)
        );
      await awa.shows(/connected · # general/);
      await awa.shows(/Mei {2}漢字 and .* stand before \|this/);
      assert(awa.isOther);
      await mei.send("general", "שלום לכולם (כאן)");
      await awa.shows(/│ \d\d:\d\d +Mei {2} +\(ןאכ\) םלוכל םולש$/m); // seen from the left, it ends the row
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
      await awa.writes(/\x07\x1b\]9;\d messages? for you\x1b\\/);

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
        type: "send",
        conversation: "general",
        id: crypto.randomUUID(),
        text: "below",
        thread: first.seq,
      });
      await awa.shows(/└ 1 reply, last/);

      awa.resize(50, 12);
      await awa.shows(/^# general/m);
      await awa.shows(/^ {2}a reply$/m);
      assert(awa.rows.every((row) => row.length <= 50));
      awa.type("\x1b[<64;20;5M\x1b[<64;20;5M"); // the wheel
      await awa.shows(/↓ newer below/);
      awa.type("\x1b[200~pasted\r\non two lines\x1b[201~");
      await awa.shows(/› pasted\s*\n\s+on two lines/);
      awa.type(KEY.altEnter + "\x15\x7f\x15\x7f\x15");
      await awa.shows(/^ ›$/m);
      awa.resize(120, 30);
      await awa.shows(/│ # general/);

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
      assert(awa.raw.indexOf("\x1b[8l") < awa.raw.lastIndexOf("\x1b[8h"), "BDSM, and back");
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

Deno.test({
  name: "terminal - a picture is shown by a terminal that says it can, and by no other",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const here = await openTerminalServer();
    const chief = { url: here.url, token: here.chief };
    const small = new Blob([picture("image/png")]);
    const png = await scaledPng(small, { width: 300, height: 200 });
    const id = await uploadFile(chief, "shed.png", new Uint8Array(png));
    await postFiles(chief, "general", [{ id }], "the shed");
    const open = (name: string) =>
      new PseudoTerminal(["--server", here.url, "--name", name], {
        PALABRE_CONFIG: `${here.folder}/config`,
        TERM: "xterm-kitty",
        TMUX: "",
        STY: "",
        ZELLIJ: "",
        TERM_PROGRAM: "",
      }, { columns: 100, rows: 24 });
    const [can, cannot] = [open("Can"), open("Cannot")];
    try {
      for (const one of [can, cannot]) {
        await one.writes(/\x1b_Gi=31,[^\x1b]*a=q[^\x1b]*\x1b\\.*\x1b\[c/s);
        await one.shows(/▪ shed\.png/);
      }
      cannot.type("\x1b[?62;c");
      can.type("\x1b_Gi=31;OK\x1b\\\x1b[6;20;10t\x1b[?62;c");
      // 300 × 200 pixels are 30 × 10 cells of 10 × 20.
      const [, keys, base64 = ""] = await can.writes(/\x1b_G(a=t,[^;]*);([^\x1b]*)\x1b\\/);
      assertMatch(keys ?? "", /^a=t,f=100,t=d,i=\d+,q=2,m=[01]$/);
      assertEquals([...Uint8Array.fromBase64(base64.slice(0, 8)).slice(1, 4)], [0x50, 0x4e, 0x47]);
      const [, y, x] = await can.writes(
        /\x1b\[(\d+);(\d+)H\x1b_Ga=p,i=\d+,p=1,x=0,y=0,w=300,h=200,c=30,r=10,C=1,q=2/,
      );
      const line = can.rows.findIndex((row) => row.includes("▪ shed.png"));
      assertEquals(Number(y), line + 2, "below the line of the file");
      assertEquals(Number(x) - 1, (can.rows[line] ?? "").indexOf("▪") + 2);
      assert(can.rows.slice(line + 1, line + 11).every((row) => /^[^│]*│\s*$/.test(row)), "room");
      cannot.type("typed");
      await cannot.shows(/› typed/);
      assert(!/\x1b_Ga=[tp]/.test(cannot.raw));
      can.type(KEY.ctrlC + KEY.ctrlC);
      const kick = { user: "Cannot", duration: "1h", addresses: false, reason: "enough" };
      await here.post("/admin/kicks", kick, here.chief);
      assertEquals([await can.ended, await cannot.ended], [0, 7]);
      assert(!cannot.isOther);
      const told = cannot.rows.filter((row) => row !== "").join("\n");
      assertMatch(
        told,
        /\* Typed and not sent:\ntyped\nYou were kicked\. You can come back .*enough$/,
      );
      assertMatch(can.raw, /\x1b_Ga=d,d=A,q=2\x1b\\(?!.*_G).*\x1b\[\?1049l/s);
      assert(!cannot.raw.includes("a=d"));
    } finally {
      for (const one of [can, cannot]) one.kill();
      await Promise.all([can.ended, cannot.ended]);
      await here.close();
    }
  },
});
