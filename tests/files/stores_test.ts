import { assert, assertEquals, assertRejects } from "@std/assert";
import { createKvPieces } from "../../lib/files/kv_pieces.ts";
import { createS3Pieces } from "../../lib/files/s3_pieces.ts";
import { keys } from "../../lib/kv/keys.ts";
import { type Kv, Unavailable } from "../../lib/kv/kv.ts";
import { MAX_COMMIT_BYTES, MAX_VALUE_BYTES, mutationBytes } from "../../lib/kv/size.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { filesContract } from "../contracts/files_contract.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { noise } from "../support/noise.ts";
import { openRemoteKv } from "../support/remote_kv.ts";
import { startS3, whyRefused } from "../support/s3_server.ts";
import { openTemporaryKv } from "../support/temporary_kv.ts";

function overKv({ kv, close }: { kv: Kv; close(): void | Promise<void> }) {
  const count = async () => (await kv.list({ prefix: ["file_part"] }, { limit: 1_000 })).length;
  return { kv, store: createKvPieces(kv), count, close };
}

filesContract("chunks in memory", () => {
  const kv = new MemoryKv();
  return Promise.resolve(overKv({ kv, close: () => kv.close() }));
});
filesContract("chunks in a SQLite file", async () => overKv(await openTemporaryKv()));
filesContract("chunks in a remote store", async () => overKv(await openRemoteKv()));
filesContract("S3", () => {
  const [server, kv] = [startS3(), new MemoryKv()];
  return Promise.resolve({
    kv,
    store: createS3Pieces(server.options, systemClock),
    count: () => Promise.resolve(server.objects.size),
    async close() {
      kv.close();
      await server[Symbol.asyncDispose]();
      assertEquals(server.refused, [], "every request was signed");
    },
  });
});

Deno.test("files - a piece fits into values and a commit of KV, whatever is in it", async () => {
  const kv = new MemoryKv();
  const store = createKvPieces(kv);
  const mutations = await store.stage("blob", 0, noise(store.pieceBytes));
  for (const mutation of mutations) {
    assert(mutationBytes(mutation).bytes < MAX_VALUE_BYTES, "a value is below 64 KiB");
  }
  const row = 64 * 1024; // the largest row that goes with them
  const bytes = mutations.reduce((sum, mutation) => sum + mutationBytes(mutation).bytes, row);
  assert(bytes < MAX_COMMIT_BYTES / 2, `${bytes} bytes in one commit`);
  assertEquals(mutations.map(({ key }) => key), [
    keys.filePart("blob", 0, 0),
    keys.filePart("blob", 0, 1),
  ]);
  kv.close();
});

Deno.test("files over S3 - objects stand in the folder of the bucket that the operator names", async () => {
  await using server = startS3("/chat/files");
  const store = createS3Pieces(server.options, systemClock);
  await store.stage("blob", 3, noise(10));
  assertEquals([...server.objects.keys()], ["chat/files/blob/3"]);
  assertEquals(await store.read("blob", 3), noise(10));
  assertEquals(await store.read("blob", 4), undefined);
});

Deno.test("files over S3 - a storage that is slow for a moment is asked again, one that is away is not there", async () => {
  await using server = startS3();
  const store = createS3Pieces(server.options, systemClock);
  server.failures = 2;
  await store.stage("blob", 0, noise(10));
  server.failures = 3;
  await assertRejects(() => store.read("blob", 0), Unavailable, "SlowDown");
  assertEquals(await store.read("blob", 0), noise(10));
});

Deno.test("files over S3 - a wrong key, a changed body and an old request are refused by the server of the tests", async () => {
  await using server = startS3();
  const store = createS3Pieces(server.options, systemClock);
  await store.stage("blob", 0, noise(10));
  assertEquals(server.refused, []);
  const wrong = { ...server.options, secretAccessKey: "another" };
  await assertRejects(() => createS3Pieces(wrong, systemClock).stage("blob", 1, noise(10)));
  assertEquals(new Set(server.refused), new Set(["SignatureDoesNotMatch"]));
  assertEquals([...server.objects.keys()], ["blob/0"]);

  const { AwsClient } = await import("aws4fetch");
  const client = new AwsClient({ ...server.options, service: "s3" });
  const headers = { "x-amz-content-sha256": new Uint8Array(32).toHex() };
  const body = noise(10);
  const signed = await client.sign(`${server.options.url}/x`, { method: "PUT", headers, body });
  const { url: _, ...key } = server.options;
  assertEquals(whyRefused(signed, body, key), "XAmzContentSHA256Mismatch");
  const later = Date.now() + 16 * 60_000;
  assertEquals(whyRefused(signed, body, key, later), "RequestTimeTooSkewed");
});
