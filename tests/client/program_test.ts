// The client for programs (B5) over a real server, and a line that breaks.
import { assertEquals, assertRejects } from "@std/assert";
import { Palabre, Refused } from "../../lib/client/program.ts";
import { runServer } from "../support/running.ts";
import { enter, Talker } from "../support/talker.ts";
import { TcpProxy } from "../support/tcp_proxy.ts";

Deno.test("program - B5, D3, D4: over a line that breaks, all is told once and sent once, in order", async () => {
  const server = await runServer();
  const proxy = new TcpProxy(Number(new URL(server.url).port)).start();
  const token = await enter(server.url, "Program");
  const noor = await Talker.connect(server.url, await enter(server.url, "Noor"));
  await noor.ask({ type: "sync" });
  const program = new Palabre({ server: `http://127.0.0.1:${proxy.port}`, token });
  const told: string[] = [];
  const all = Promise.withResolvers<void>();
  program.on("message", ({ event, by, mine }) => {
    if (!mine) told.push(`${by.name} ${event.text}`);
    if (event.text === "the last") all.resolve();
  });
  let later: Palabre | undefined;
  try {
    await program.start();
    const sends: Promise<unknown>[] = [];
    for (let round = 0; round < 4; round++) {
      await noor.send("general", `line ${round}`);
      sends.push(program.send("general", `own ${round}`));
      // In the middle of a frame, and at once: what was under way may have arrived or not.
      if (round % 2 === 0) proxy.cutMidFrame(40);
      else proxy.cut();
      await noor.send("general", `while away ${round}`);
      sends.push(program.send("#general", `written while away ${round}`));
    }
    await Promise.all(sends);
    await noor.send("general", "the last");
    await all.promise;
    const rounds = [0, 1, 2, 3];
    assertEquals(told, [
      ...rounds.flatMap((n) => [`Noor line ${n}`, `Noor while away ${n}`]),
      "Noor the last",
    ]);
    const entries = await server.instance.log.read("general", { after: 0, limit: 200 });
    const own = entries.flatMap(({ event }) =>
      event.kind === "message" && event.by === program.me?.id ? [event.text] : []
    );
    const kept = (start: string) => own.filter((text) => text.startsWith(start));
    assertEquals(kept("own"), rounds.map((n) => `own ${n}`));
    assertEquals(kept("written"), rounds.map((n) => `written while away ${n}`));

    const { cursors } = program;
    program.stop();
    await noor.send("general", "between two lives");
    const heard = Promise.withResolvers<string>();
    later = new Palabre({ server: server.url, token, since: cursors });
    later.on("message", ({ event }) => heard.resolve(event.text));
    await later.start();
    assertEquals(await heard.promise, "between two lives", "it goes on where it was");
    const id = crypto.randomUUID();
    const [one, two] = [
      await later.send("general", "once", { id }),
      await later.send("general", "once", { id }),
    ];
    assertEquals(one.seq, two.seq);
    await assertRejects(() => later!.send("general", " "), Refused);
  } finally {
    program.stop();
    later?.stop();
    proxy.stop();
    await noor.close();
    await server.close();
  }
});

Deno.test("program - B5: a token that is worth nothing is said so, and not tried for ever", async () => {
  const server = await runServer();
  try {
    const program = new Palabre({ server: server.url, token: "nobody's" });
    await assertRejects(() => program.start(), Error);
    program.stop();
  } finally {
    await server.close();
  }
});
