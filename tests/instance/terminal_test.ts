// The terminal client as a process of its own: what `deno task build` made, against one server.
import { assert, assertEquals, assertMatch } from "@std/assert";
import { enlist, enter, Talker } from "../support/talker.ts";
import { openTerminalServer } from "../support/terminal_server.ts";

/** More than are sent while a process starts and reads one of them. */
const MANY = 20_000;

const here = await openTerminalServer();

Deno.test({
  name:
    "terminal - two people talk, line by line: in the room, in private, with whoever comes and goes",
  ...shared(),
  async fn() {
    const mei = await Talker.connect(here.url, await enlist(here.url, "Mei"));
    await mei.ask({ type: "sync" });
    await mei.ask({ type: "members", conversation: "general" });
    const awa = here.start("--plain", "--name", "Awa");
    // Two are here, or one: of who came just before, one is told a moment later.
    await awa.printed(/^Palabre: connected to Palabre as Awa\. .*\n# general.* [12] here\b.*\.\n/m);
    await awa.type("Hello from a terminal");
    const event = (text: string) => (frame: { type: string; events?: { text?: string }[] }) =>
      frame.type === "events" && frame.events?.some((one) => one.text === text) === true;
    await mei.next(event("Hello from a terminal"));
    await awa.printed(/^\d\d:\d\d You: Hello from a terminal$/m);

    await mei.send("general", "@Awa welcome \x1b[31m**here**");
    await awa.printed(/^\d\d:\d\d Mei mentions you: @Awa welcome �\[31mhere$/m);
    await awa.type("/inbox");
    await awa.printed(/^.* Mei in #general: @Awa welcome �\[31mhere$/m);
    await awa.type("Mei: between us");
    await mei.next(event("between us"));
    const direct = mei.frames.find(event("between us")).conversation;
    assert(direct !== "general");
    await mei.send(direct, "yes, between us");
    await awa.printed(/^\d\d:\d\d Mei to you: yes, between us$/m);

    await awa.type("Nobody: a secret");
    await awa.type("/to Nobody a secret");
    await awa.printed(/Nobody here is called “Nobody”\. Nothing was sent\.\n.*Nothing was sent\./);
    await awa.type("/react last 👀");
    await mei.next((frame) =>
      frame.events?.some((one: { kind: string }) => one.kind === "reaction")
    );
    await awa.printed(/Mei: reactions: eyes 1 \(you too\)/);

    const noor = here.start("--name", "Noor"); // a pipe is no screen
    await awa.printed(/^\* Noor is here$/m);
    await noor.printed(/You: |Awa: Hello from a terminal/);
    await noor.type("quitter");
    assertEquals((await noor.ended).code, 0);
    await awa.printed(/^\* Noor went offline$/m);

    await awa.type("the last words");
    await awa.type("quit");
    const { code, out } = await awa.ended;
    assertEquals(code, 0);
    assert(!out.includes("a secret\n") || !/You.*a secret/.test(out));
    await mei.next(event("the last words"));
    await mei.next((frame) =>
      frame.type === "presence" &&
      frame.changes.some((one: { name: string; state: string }) =>
        one.name === "Awa" && one.state === "offline"
      )
    );
    const said = mei.frames.flatMap((frame) => frame.events ?? []).map(({ text }) => text);
    assert(!said.includes("a secret"), "what was for nobody was sent nowhere");
    await mei.close();
  },
});

Deno.test({
  name: "terminal - line by line one does with messages what one does elsewhere",
  ...shared(),
  async fn() {
    const ana = here.start("--plain", "--name", "Ana María");
    await ana.printed(/here\b.*\.\n/);
    const typed: [string, RegExp][] = [
      ["the first", /You: the first$/m],
      ["/reply last and more", /You, to Ana María: and more$/m],
      ["/edit last and less", /You, edited: and less$/m],
      ["/delete last", /You: \(deleted\)$/m],
      ["/poll Tea? | yes | no", /You: Tea\?\n +poll, 0 votes: \/vote \d\d:\d\d number/],
      ["/vote last 2", /You: votes: yes 0, no 1$/m],
      ["||hidden|| words", /You: ▒▒▒▒▒▒ words \(\/show/],
      ["/show last", /^\|\|hidden\|\| words$/m],
      ["/thread last below", /You: below$/m],
      ["/thread", /.*/],
      ["above", /You: above$/m],
      ["/me waves", /\* You waves$/m],
      ["/people Ana", /^Ana María: here$/m],
      ["/rooms gen", /^# general\. \d+ here, \d+ members?/m],
      ["/topic Nothing", /You do not have permission to use \/topic/],
      ["/react 99:99 👍", /There is no message of “99:99” here\./],
      ["/nonsense", /There is no command “\/nonsense”/],
      [" /quit", /You: \/quit$/m],
    ];
    for (const [line, expected] of typed) {
      await ana.type(line);
      await ana.printed(expected);
    }
    const before = ana.out;
    assert(!/above.*\n.*below/.test(before), "a thread's words stand in the thread");
    Deno.kill(ana.pid, "SIGTERM");
    assertEquals((await ana.ended).code, 0, "who ends it, leaves");
  },
});

Deno.test({
  name: "terminal - a line that is cut, and a server that restarts, cost a notice and no message",
  ...shared(),
  async fn() {
    const awa = here.start("--plain", "--name", "Cut");
    await awa.printed(/here\b.*\.\n/);
    here.proxy.cut();
    await awa.printed(/^\* Connection lost\. Next try in \d+ s\. What you write is kept\.$/m);
    await awa.printed(/^\* Connected again\. Nothing was missed\.$/m);
    await here.restart();
    await awa.printed(/^\* The server is restarting\. /m);
    await awa.type("written meanwhile");
    await awa.printed(/^\d\d:\d\d You: written meanwhile$/m);
    assertEquals(awa.out.match(/Connected again/g)?.length, 2);
    await awa.endInput();
    assertEquals((await awa.ended).code, 0);
  },
});

Deno.test({
  name: "terminal - a kick, a ban and a taken name say why, each with a code of its own",
  ...shared(),
  async fn() {
    const zed = here.start("--plain", "--name", "Zed");
    const yan = here.start("--plain", "--name", "Yan");
    await Promise.all([zed.printed(/here\b.*\.\n/), yan.printed(/here\b.*\.\n/)]);
    const kick = { user: "Zed", duration: "1h", addresses: false, reason: "enough" };
    await here.post("/admin/kicks", kick, here.chief);
    const ban = { user: "Yan", duration: "1d", addresses: false, reason: "" };
    await here.post("/admin/bans", ban, here.chief);
    const [kicked, banned] = await Promise.all([zed.ended, yan.ended]);
    assertEquals(kicked.code, 7);
    assertMatch(kicked.errors, /^You were kicked\. You can come back .*enough/);
    assertEquals(banned.code, 8);
    assertMatch(banned.errors, /^You are banned until /);

    await here.post("/sessions", { name: "Held", id: crypto.randomUUID() });
    const [again, held, taken, wrong] = await Promise.all([
      here.run(["--plain", "--name", "Zed"]),
      here.run(["--plain", "--name", "Held"]),
      here.run(["--plain", "--name", "Chief"]),
      here.run(["--plain", "--name", "Chief", "--password-stdin"], "not it\n"),
    ]);
    assertEquals([again.code, again.out], [7, ""]);
    assertMatch(again.errors, /You can come back/);
    assertEquals(held.code, 6);
    assertMatch(held.errors, /guest’s name.*It is free (in|from) .*like “Held 2”\.\n$/);
    assertEquals(taken.code, 6);
    assertMatch(taken.errors, /is taken.*add --password-stdin/);
    assertEquals([wrong.code, wrong.errors], [6, "Wrong sign-in name or password.\n"]);
    const right = await here.run(
      ["--plain", "--name", "Chief", "--password-stdin"],
      "baobab and rain\n/quit\n",
    );
    assertEquals([right.code, right.errors], [0, ""]);
    const known = await here.run(["rooms", "--name", "Chief", "--json"]);
    assertEquals(JSON.parse(known.out).name, "general", "the session was kept");
  },
});

Deno.test({
  name: "terminal - scripts send what is durable, once, and read it back",
  ...shared(),
  async fn() {
    const as = ["--name", "Press"];
    const send = ["send", "--to", "#general", ...as];
    assertEquals((await here.run([...send, "--id", "monday"], "The press\nis free\n")).code, 0);
    assertEquals((await here.run([...send, "--id", "monday", "The press", "is free"])).code, 0);
    const history = await here.run(["history", "#general", "--json", "--limit", "1", ...as]);
    const last = JSON.parse(history.out);
    assertEquals([last.author, last.text], ["Press", "The press\nis free"]);

    await Deno.writeTextFile(`${here.folder}/note.txt`, "beans");
    const file = await here.run([...send, "--file", `${here.folder}/note.txt`, "a note"]);
    assertEquals([file.code, file.errors], [0, ""]);
    const after = String(last.seq);
    const tail = ["tail", "#general", "--json", ...as];
    const read = await here.run([...tail, "--after", after, "--no-follow"]);
    const events = read.out.trim().split("\n").map((line) => JSON.parse(line));
    assertEquals(events.map(({ text, seq }) => [text, seq]), [["a note", last.seq + 1]]);
    assertEquals(events[0].files[0].name, "note.txt");

    const since = await here.run([...tail, "--since", "1h", "--no-follow"]);
    const said = since.out.trim().split("\n").map((line) => JSON.parse(line).text);
    assertEquals(said.slice(-2), ["The press\nis free", "a note"]);
    // The index follows within 2 s (S2).
    const search = () => here.run(["search", "press", "--json", ...as]);
    let hits = await search();
    for (let tries = 0; hits.out === "" && tries < 20; tries++) hits = await search();
    assertEquals(JSON.parse(hits.out.split("\n")[0] ?? "").in, "#general");

    const [unknown, room, empty, found] = await Promise.all([
      here.run(["send", "--to", "Nobody", "x", ...as]),
      here.run(["send", "--to", "#nowhere", "x", ...as]),
      here.run(send, ""),
      here.run(["people", "Pre", "--json", ...as]),
    ]);
    assertEquals([unknown.code, unknown.out], [10, ""]);
    assertMatch(unknown.errors, /Nobody here is called “Nobody”/);
    assertEquals([room.code, room.errors], [10, "There is no room “nowhere” that you can read.\n"]);
    assertEquals(empty.code, 2);
    assertEquals(JSON.parse(found.out).name, "Press");
  },
});

Deno.test({
  name: "terminal - tail gives each message once, over a cut; a reader that goes ends it",
  ...shared(),
  async fn() {
    const press = await Talker.connect(here.url, await enter(here.url, "Reporter"));
    await press.ask({ type: "sync" });
    const { seq } = await press.send("general", "before");
    const tail = here.start(
      "tail",
      "#general",
      "--json",
      "--after",
      String(seq - 1),
      "--name",
      "Tail",
    );
    await tail.printed(/"before"/);
    here.proxy.cut(); // the reporter's line too
    const back = await Talker.connect(here.url, await enter(here.url, "Second"));
    await back.ask({ type: "sync" });
    for (const text of ["one", "two", "three"]) await back.send("general", text);
    await tail.printed(/"three"/);
    const texts = tail.out.trim().split("\n").map((line) => JSON.parse(line).text);
    assertEquals(texts, ["before", "one", "two", "three"]);

    // What reads us ends after a line: the next one finds nobody.
    const command = 'deno run -A --no-check "$0" "$@" | head -1; echo ended';
    const piped = new Deno.Command("sh", {
      args: [
        "-c",
        command,
        decodeURIComponent(new URL("../../built/cli.js", import.meta.url).pathname),
        "tail",
        "#general",
        "--after",
        String(seq - 1),
        "--server",
        here.url,
        "--name",
        "Tail",
      ],
      env: { PALABRE_CONFIG: `${here.folder}/config`, NO_COLOR: "1", LANG: "en" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    let over = false;
    const ended = piped.output().finally(() => over = true);
    for (let count = 0; count < MANY && !over; count++) await back.send("general", `${count}`);
    const { stdout, stderr } = await ended;
    assertMatch(new TextDecoder().decode(stdout), /Reporter: before\nended\n$/);
    assertEquals(new TextDecoder().decode(stderr), "");
    await back.close();
  },
});

Deno.test({
  name: "terminal - the server of these tests ends",
  ...shared(),
  fn: () => here.close(),
});

/** One server serves all tests of this file: what it opened stays open between them. */
function shared() {
  return { sanitizeOps: false, sanitizeResources: false };
}
