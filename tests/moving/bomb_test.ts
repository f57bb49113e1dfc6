// A small export may unpack to more than a server has: it is refused, and no server dies of it for ever.
import { assert, assertEquals, assertRejects } from "@std/assert";
import { openExport } from "../../lib/moving/import/open.ts";
import { NotAnExport } from "../../lib/moving/import/source.ts";
import { keys } from "../../lib/kv/keys.ts";
import { linesOf, MAX_LINE, placedLinesOf } from "../../lib/runtime/lines.ts";
import { administrator, ask, becomes, putPart, sendExport } from "../support/import_api.ts";
import { bringIn, inMemory, inputOf } from "../support/importing.ts";
import { mattermostExport } from "../support/mattermost_export.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { runServer } from "../support/running.ts";
import { openFileKv } from "../support/temporary_kv.ts";
import { SETUP_CODE } from "../support/visitor.ts";
import { zipOf } from "../support/zip_of.ts";

const MIB = 1 << 20;

async function linesIn(parts: string[], max?: number): Promise<string[]> {
  const bytes = ReadableStream.from(parts.map((part) => new TextEncoder().encode(part)));
  return await Array.fromAsync(linesOf(bytes, max));
}

Deno.test("X1 - lines are the same however their bytes come, and none is endless", async () => {
  const lines = ["one", "", "three €"];
  assertEquals(await linesIn(["one\n\nthree €"]), lines);
  assertEquals(await linesIn(["o", "ne\n", "\nthr", "ee €\n"]), lines);
  assertEquals(await linesIn(["12345\n67890"], 5), ["12345", "67890"]);
  await assertRejects(() => linesIn(["123", "456"], 5), RangeError);
});

Deno.test("X1 - lines with their places are the same however their bytes come", async () => {
  const text = "one\n\nthree €\nfour";
  const bytes = new TextEncoder().encode(text);
  const places = [["one", 0], ["", 4], ["three €", 5], ["four", 15]];
  for (const length of [1, 2, 3, 7, bytes.length]) {
    const parts = Array.from(
      { length: Math.ceil(bytes.length / length) },
      (_, n) => bytes.subarray(n * length, (n + 1) * length),
    );
    const lines = await Array.fromAsync(placedLinesOf(ReadableStream.from(parts)));
    assertEquals(
      lines.map(({ bytes, offset }) => [new TextDecoder().decode(bytes), offset]),
      places,
    );
  }
  const long = ReadableStream.from([bytes, new Uint8Array(5).fill(97), new Uint8Array(5).fill(97)]);
  await assertRejects(() => Array.fromAsync(placedLinesOf(long, 8)), RangeError);
});

/** Longer than a slow machine takes for it in linear time, far less than in the square of it. */
const LINEAR_MS = 20_000;

Deno.test("X1 - a long line and a post with many replies are read in linear time", async () => {
  const part = new Uint8Array(1_024).fill(97);
  const began = performance.now();
  const parts = Array.from({ length: 32 * 1_024 }, () => part); // copied anew for each: 512 GiB
  const [line] = await Array.fromAsync(placedLinesOf(ReadableStream.from(parts)));
  assertEquals(line?.bytes.length, 32 * MIB);

  const at = Date.UTC(2021, 2, 1);
  const replies = Array.from({ length: 30_000 }, (_, n) => (
    { user: "ben", message: String(n), create_at: at + n }
  ));
  const post = {
    team: "coop",
    channel: "town",
    user: "awa",
    message: "Root",
    create_at: at,
    replies,
  };
  const lines = `${mattermostExport(0)}\n${JSON.stringify({ type: "post", post })}\n`;
  const report = await bringIn(new MemoryKv().open(), new TextEncoder().encode(lines), {
    apply: false,
  });
  assertEquals(report.counts.messages > 30_000, true);
  assert(performance.now() - began < LINEAR_MS, `${performance.now() - began} ms`);
});

Deno.test("X1 - an export of one endless line is no export", async () => {
  const part = new Uint8Array(MIB).fill(97);
  let left = MAX_LINE / MIB + 2;
  const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (to) => left-- > 0 ? to.enqueue(part) : to.close(),
  });
  const zipped = endless.pipeThrough(new CompressionStream("gzip"));
  const input = inputOf("x.gz", await new Response(zipped).bytes());
  const error = await assertRejects(() => openExport(input, inMemory), NotAnExport);
  assertEquals([error.why, error.detail], ["broken-line", "1"]);
});

Deno.test("X1 - what unpacks to more than files may take is refused, and what ends the server is not tried for ever", async () => {
  const folder = await Deno.makeTempDir({ prefix: "palabre_bomb_" });
  const store = `${folder}/palabre.kv`;
  const env = { PALABRE_KV: store, PALABRE_SETUP_CODE: SETUP_CODE, PALABRE_FILES_MB: "8" };
  const server = await runServer(env);
  const other = await openFileKv(store);
  try {
    const awa = await administrator(server.url);
    const lines = '{"type":"version","version":1}\n' + "\n".repeat(9 * MIB);
    const large = await sendExport(awa, "m.zip", await zipOf({ "import.jsonl": lines }));
    const refused = await becomes(awa, large, ({ state }) => state !== "reading");
    assertEquals([refused.state, refused.problem?.why], ["unreadable", "too-large"]);
    const parts = await other.list({ prefix: keys.allImportParts() }, { limit: 100 });
    assertEquals(parts.map(({ key }) => key[1]), [large], "what was unpacked is gone");

    const { import: { id } } = await ask(awa, "POST", "", { file: "a.txt", size: 5 });
    const tries = keys.importTries(`read ${id}`);
    await other.commit([], [{ type: "set", key: tries, value: 5 }]); // by servers that died
    await (await putPart(awa, id, 0, new TextEncoder().encode("Hello"))).body?.cancel();
    const failed = await becomes(awa, id, ({ state }) => state !== "reading");
    assertEquals([failed.state, failed.problem?.why], ["unreadable", "failed"]);
    assertEquals((await other.get(tries)).value, null, "somebody may try it once more");
  } finally {
    await other.close();
    await server.close();
    await Deno.remove(folder, { recursive: true });
  }
});
