import { assert, assertEquals, assertRejects } from "@std/assert";
import { PieceWriting } from "../../lib/files/piece_writer.ts";
import type { PieceStore } from "../../lib/files/pieces.ts";
import { createReceive } from "../../lib/files/receiving.ts";
import { createRemoveFile } from "../../lib/files/removal.ts";
import { StoredBytes } from "../../lib/files/stored_bytes.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import { systemClock, systemRandom } from "../../lib/runtime/clock.ts";
import { createFileQuotas } from "../../lib/store/files/file_quotas.ts";
import { createFileRows, type FileRow } from "../../lib/store/files/file_rows.ts";
import { noise } from "../support/noise.ts";

/** A store of pieces under test, and the store of the rows beside it. */
export interface OpenedPieces {
  kv: Kv;
  store: PieceStore;
  /** How many pieces, or parts of them, are there. */
  count(): Promise<number>;
  close(): void | Promise<void>;
}

/** What every store of files must do, over whatever it is. */
export function filesContract(name: string, open: () => Promise<OpenedPieces>): void {
  const test = (
    behaviour: string,
    run: (parts: Awaited<ReturnType<typeof over>>) => Promise<void>,
  ) =>
    Deno.test(`files over ${name} - ${behaviour}`, async () => {
      const opened = await open();
      try {
        await run(await over(opened));
      } finally {
        await opened.close();
      }
    });

  test("what was written in parts of any size is read as one, and in any range", async (files) => {
    const { store } = files;
    const bytes = noise(3 * store.pieceBytes + 12_345);
    const file = await files.announce(bytes.length);
    const written = await files.receive(file, streamOf(bytes, 7_001), unstopped());
    assertEquals(written.row.offset, bytes.length);
    const stored = new StoredBytes(() => store, written.row);
    assertEquals(await all(stored.stream()), bytes);
    const edges = [0, 1, store.pieceBytes - 1, store.pieceBytes, store.pieceBytes + 1];
    for (const from of [...edges, bytes.length - 5]) {
      for (const length of [1, 4, store.pieceBytes, store.pieceBytes + 2]) {
        const part = bytes.subarray(from, from + length);
        assertEquals(
          await all(stored.stream(from, from + part.length)),
          part,
          `${from}, ${length}`,
        );
        assertEquals(await stored.read(from, length), part);
      }
    }
  });

  test("a cut line loses nothing that came, and goes on within a piece", async (files) => {
    const bytes = noise(files.store.pieceBytes + 50_000);
    let file = await files.announce(bytes.length);
    for (const end of [10, 20_000, files.store.pieceBytes - 1, files.store.pieceBytes + 9]) {
      const from = file.row.offset;
      file = await files.receive(file, cutAfter(bytes.slice(from, end)), unstopped());
      assertEquals(file.row.offset, end, "all that came counts");
    }
    file = await files.receive(file, streamOf(bytes.slice(file.row.offset), 4_000), unstopped());
    assertEquals(await all(new StoredBytes(() => files.store, file.row).stream()), bytes);
  });

  test("who writes at the same time is told, and the bytes stay one file's", async (files) => {
    const bytes = noise(2 * files.store.pieceBytes);
    const file = await files.announce(bytes.length);
    const first = await files.receive(file, streamOf(bytes, 9_000), unstopped());
    await assertRejects(
      () => files.receive(file, streamOf(noise(bytes.length, 9), 9_000), unstopped()),
      Error,
      "Somebody else",
    );
    assertEquals((await files.rows.get(file.id))?.versionstamp, first.versionstamp);
  });

  test("bytes that are not those that were stored are not given", async (files) => {
    const bytes = noise(1_000);
    const file = await files.announce(bytes.length);
    const { row } = await files.receive(file, streamOf(bytes, 100), unstopped());
    assertEquals(await all(new StoredBytes(() => files.store, row).stream()), bytes);
    const changed = bytes.map((byte, n) => n === 500 ? byte ^ 1 : byte);
    await files.opened.kv.commit([], await files.store.stage(row.blob, 0, changed));
    await assertRejects(() => all(new StoredBytes(() => files.store, row).stream()));
  });

  test("a piece may have been written further than counts", async (files) => {
    const bytes = noise(2_000);
    const file = await files.announce(bytes.length);
    const { row } = await files.receive(file, cutAfter(bytes.slice(0, 700)), unstopped());
    // A request that died between the piece and the row that counts it.
    await files.opened.kv.commit([], await files.store.stage(row.blob, 0, bytes));
    const begun = (await files.rows.get(file.id))!;
    const whole = await files.receive(begun, streamOf(bytes.slice(700), 100), unstopped());
    assertEquals(await all(new StoredBytes(() => files.store, whole.row).stream()), bytes);
  });

  test("what is removed leaves nothing, and is removed twice without harm", async (files) => {
    const bytes = noise(3 * files.store.pieceBytes + 1);
    const file = await files.announce(bytes.length);
    const other = await files.announce(100);
    await files.receive(other, streamOf(noise(100), 100), unstopped());
    const before = await files.opened.count();
    await files.receive(file, streamOf(bytes, 50_000), unstopped());
    assert(await files.opened.count() > before);
    await files.remove(file.id);
    await files.remove(file.id);
    assertEquals(await files.opened.count(), before, "the other file stays");
    assertEquals(await files.rows.get(file.id), undefined);
  });

  test("nothing is taken from the line while a piece is being stored", async (files) => {
    const held = Promise.withResolvers<void>();
    const slow: PieceStore = {
      ...files.store,
      stage: async (...piece) => {
        await held.promise;
        return await files.store.stage(...piece);
      },
    };
    const bytes = noise(4 * slow.pieceBytes);
    let given = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(to) {
        if (given >= bytes.length) return to.close();
        to.enqueue(bytes.slice(given, given += 10_000));
      },
    }, { highWaterMark: 0 });
    const file = await files.announce(bytes.length);
    const receiving = files.receiveInto(slow)(file, body, unstopped());
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setTimeout(resolve));
    assert(given <= slow.pieceBytes + 10_000, `${given} bytes were taken`);
    held.resolve();
    await receiving;
  });
}

async function over(opened: OpenedPieces) {
  const { kv, store } = opened;
  const rows = createFileRows(kv);
  const quotas = createFileQuotas(kv);
  const parts = { clock: systemClock, random: systemRandom };
  const receiveInto = (into: PieceStore) =>
    createReceive({ rows, stores: () => into, writing: new PieceWriting(), clock: systemClock });
  await Promise.resolve();
  return {
    opened,
    store,
    rows,
    receiveInto,
    receive: receiveInto(store),
    remove: createRemoveFile({ rows, quotas, stores: () => store, ...parts }),
    async announce(size: number) {
      const [id, now] = [systemRandom.uuid(), Date.now()];
      const row: FileRow = {
        owner: "ana",
        name: "a",
        size,
        offset: 0,
        digests: new Uint8Array(0),
        store: store.kind,
        blob: systemRandom.uuid(),
        pieceBytes: store.pieceBytes,
        charged: size,
        at: now,
        touched: now,
      };
      await rows.add(id, row, () => Promise.resolve({ checks: [], mutations: [] }));
      return (await rows.get(id))!;
    },
  };
}

const unstopped = () => new AbortController().signal;

/** The bytes in parts of a size. */
function streamOf(bytes: Uint8Array, part: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(to) {
      if (at >= bytes.length) return to.close();
      to.enqueue(bytes.slice(at, at += part));
    },
  });
}

/** The bytes, and then a line that breaks. */
function cutAfter(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let given = false;
  return new ReadableStream({
    pull(to) {
      if (given) return to.error(new TypeError("The line was cut"));
      given = true;
      to.enqueue(bytes);
    },
  }, { highWaterMark: 0 });
}

async function all(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array> {
  return await new Response(stream).bytes();
}
