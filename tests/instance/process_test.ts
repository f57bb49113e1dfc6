import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { spawnServer } from "../support/running.ts";
import { enter, Talker } from "../support/talker.ts";

/** By its own clock it takes 3.5 s at most (shutdown_test.ts); where much else runs, that is longer. */
const ENDS_WITHIN_MS = 20_000;
/** Each worker has a connection after a few tries; where much else runs, it starts late. */
const WORKERS_WITHIN_MS = 20_000;

async function inFolder(run: (kv: string, folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir({ prefix: "palabre_process_" });
  try {
    await run(`${folder}/data/palabre.kv`, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("process - what was acknowledged survives kill -9 right after the reply (D1)", () =>
  inFolder(async (PALABRE_KV) => {
    const first = spawnServer({ env: { PALABRE_KV } });
    await first.listening;
    const token = await enter(first.url, "ada");
    const ada = await Talker.connect(first.url, token);
    const { seq } = await ada.send("general", "do not lose me");
    await first.kill("SIGKILL");
    await ada.closed;

    const second = spawnServer({ env: { PALABRE_KV } });
    await second.listening;
    const again = await Talker.connect(second.url, token);
    const { events } = await again.ask({ type: "history", conversation: "general" });
    assertEquals(events.map((event: { seq: number; text: string }) => [event.seq, event.text]), [
      [seq, "do not lose me"],
    ]);
    await second.kill("SIGKILL");
    await again.closed;
  }));

for (const how of ["run", "serve"] as const) {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    Deno.test(`process - deno ${how} ends on ${signal} in time and says goodbye to all (D7)`, () =>
      inFolder(async (PALABRE_KV) => {
        const server = spawnServer({ how, env: { PALABRE_KV } });
        await server.listening;
        const token = await enter(server.url, "ada");
        const talkers = await Promise.all(
          Array.from({ length: 6 }, () => Talker.connect(server.url, token)),
        );
        const sent = await talkers[0]?.send("general", "before the end");
        assert(sent.ok, "an instance that serves takes messages");
        const { code, tookMs } = await server.kill(signal);
        assertEquals(code, 0);
        assert(tookMs < ENDS_WITHIN_MS, `it took ${tookMs} ms`);
        for (const talker of talkers) {
          assertEquals((await talker.closed).code, 1012);
          const goodbye = talker.frames.at(-1);
          assertEquals([goodbye.type, goodbye.reason], ["goodbye", "restart"]);
          assert(goodbye.retryAfterMs > 0);
        }
      }));
  }
}

Deno.test("process - workers under deno serve share conversations", () =>
  inFolder(async (PALABRE_KV) => {
    const server = spawnServer({ how: "serve", env: { PALABRE_KV, DENO_JOBS: "2" } });
    await server.listening;
    const token = await enter(server.url, "ada");
    const talkers: Talker[] = [];
    const workers = () => new Set(talkers.map((talker) => talker.frames[0].instance)).size;
    // The system deals connections to the workers that listen; the second may come a moment later.
    const end = performance.now() + WORKERS_WITHIN_MS;
    while (workers() < 2) {
      assert(performance.now() < end, "all connections went to one worker");
      talkers.push(await Talker.connect(server.url, token));
      if (talkers.length > 8) await talkers.shift()?.close();
    }
    await Promise.all(talkers.map((talker) => talker.ask({ type: "sync" })));
    await talkers[0]?.send("general", "to every worker");
    for (const talker of talkers) {
      await talker.next((frame) =>
        frame.type === "events" &&
        frame.events.some((event: { text?: string }) => event.text === "to every worker")
      );
    }
    await server.kill("SIGTERM");
    await Promise.all(talkers.map((talker) => talker.closed));
  }));

Deno.test("process - what throws and is not caught is reported, and ends nobody's connection", async () => {
  const server = spawnServer({ main: `${import.meta.dirname}/../support/throwing_server.ts` });
  await server.listening;
  for (let requests = 0; requests < 2; requests++) {
    assertEquals(await (await fetch(server.url)).text(), "served");
    await server.printed(/threw and nobody caught it.*a mistake of ours/);
    await server.printed(/rejected and nobody looked.*a mistake of ours/);
  }
  assertEquals((await server.kill("SIGTERM")).code, 0);
});

Deno.test("process - a variable that does not fit ends the start with one line that names it", () =>
  inFolder(async (PALABRE_KV) => {
    const server = spawnServer({ env: { PALABRE_KV, PALABRE_RATES: "maybe" } });
    server.listening.catch(() => {}); // it does not come to that
    assertEquals((await server.ended).code, 1);
    assertEquals(
      server.output.text,
      'Palabre cannot start. PALABRE_RATES: must be on or off, but is "maybe"\n',
    );
  }));

for (const how of ["run", "serve"] as const) {
  Deno.test(`process - a port in use ends the start of deno ${how} with a line that says so`, () =>
    inFolder(async (PALABRE_KV) => {
      const first = spawnServer({ how, env: { PALABRE_KV } });
      await first.listening;
      const { port } = new URL(first.url);
      const second = spawnServer({ how, env: { PALABRE_KV, PORT: port } });
      second.listening.catch(() => {}); // it does not come to that
      assertEquals((await second.ended).code, 1);
      assertStringIncludes(second.output.text, `Palabre cannot start. PORT: ${port} is in use.`);
      assert(!second.output.text.includes("    at "), "no stack");
      await first.kill("SIGKILL");
    }));
}

for (const how of ["run", "serve"] as const) {
  Deno.test(`process - a PALABRE_HOST that is no address ends deno ${how} with one line`, () =>
    inFolder(async (PALABRE_KV) => {
      const server = spawnServer({
        how,
        env: { PALABRE_KV, PALABRE_HOST: "no.such.host.invalid" },
      });
      server.listening.catch(() => {}); // it does not come to that
      assertEquals((await server.ended).code, 1);
      const said =
        'Palabre cannot start. PALABRE_HOST: this machine has no address "no.such.host.invalid".\n';
      assertStringIncludes(server.output.text, said);
      assert(!server.output.text.includes("    at "), "no stack");
    }));
}

Deno.test("process - for people it says in words who comes and goes, and how it ends", () =>
  inFolder(async (PALABRE_KV) => {
    const server = spawnServer({ env: { PALABRE_KV, PALABRE_LOG: "people" } });
    await server.listening;
    await server.printed(/Ctrl C stops it/);
    const token = await enter(server.url, "ada");
    const ada = await Talker.connect(server.url, token);
    await ada.send("general", "a secret");
    await server.printed(/\d\d:\d\d:\d\d {2}ada \(guest\) came in\. 1 person is here\.\n/);
    await server.kill("SIGINT");
    await ada.closed;
    assert(/Stopping: everyone is told.*\n[^\n]*Stopped\.\n$/.test(server.output.text));
    for (const unsaid of ["a secret", "127.0.0.1 ", '{"at"']) {
      assert(!server.output.text.includes(unsaid), unsaid);
    }
  }));

Deno.test("process - a store that cannot be made ends the start with one line that names it", () =>
  inFolder(async (_, folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    const server = spawnServer({ env: { PALABRE_KV: `${folder}/file/palabre.kv` } });
    server.listening.catch(() => {}); // it does not come to that
    assertEquals((await server.ended).code, 1);
    assertStringIncludes(server.output.text, "Palabre cannot start. PALABRE_KV: ");
    assertEquals(server.output.text.trim().split("\n").length, 1);
  }));
