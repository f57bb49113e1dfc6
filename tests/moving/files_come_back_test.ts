import { assert, assertEquals, assertMatch } from "@std/assert";
import { verifyStore } from "../../lib/backup/verify/verify.ts";
import { createKvPieces } from "../../lib/files/kv_pieces.ts";
import { StoredBytes } from "../../lib/files/stored_bytes.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import { listAll } from "../../lib/kv/list_pages.ts";
import type { LogEntry } from "../../lib/log/log.ts";
import type { FileRow } from "../../lib/store/files/file_rows.ts";
import { exportOf } from "../../lib/moving/export/export.ts";
import { assertComesBack, exportedBytes, withPeopleOf } from "../support/coming_back.ts";
import { Community, communityTest } from "../support/community.ts";
import { asker } from "../support/community_files.ts";
import { everyRow } from "../support/every_row.ts";
import { sendFiles } from "../support/file_senders.ts";
import { bringIn, broughtRoom, lossesOf } from "../support/importing.ts";
import { noise } from "../support/noise.ts";
import { postFiles, uploadFile } from "../support/uploads.ts";
import { unzipped } from "../support/zip.ts";

const SEEDS = [1, 2, 3];

/** What messages say of their files, with the digest of the bytes that are read for each. */
async function shared(kv: Kv): Promise<string[]> {
  const pieces = createKvPieces(kv);
  const all: string[] = [];
  for (const { value } of await listAll<LogEntry>(kv, ["log"])) {
    const { event } = value;
    if (event.kind !== "message") continue;
    for (const file of event.files ?? []) {
      const row = (await kv.get<FileRow>(keys.file(file.id))).value!;
      const bytes = await new Response(new StoredBytes(() => pieces, row).stream()).bytes();
      assertEquals(bytes.length, file.size, "as long as the message says");
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
      const { id: _, preview, ...said } = file;
      const fields = Object.entries(said).sort(([one], [other]) => one < other ? -1 : 1);
      all.push(JSON.stringify([event.at, fields, preview !== undefined, row.owner, digest]));
    }
  }
  return all.sort();
}

Deno.test("X1, X2 - files of generated communities come back, byte by byte, with what is said of them", async () => {
  let files = 0;
  for (const seed of SEEDS) {
    const here = await Community.of(1, false);
    await sendFiles(here, seed, 24);
    const { kv, report } = await assertComesBack(here.kv, `seed ${seed}`);
    assertEquals(report.losses, [], `seed ${seed}`);
    const all = await shared(here.kv);
    assertEquals(await shared(kv), all, `seed ${seed}`);
    files += all.length;
    await here.close();
  }
  assert(files > 80, `${files} files were sent`);
});

/** A community with five messages of one file each, of which three are gone: its row, its bytes, their end. */
async function withGoneFiles(here: Community): Promise<void> {
  const ana = await here.person("Ana", "administrator");
  const from = asker(here, here.one, ana);
  const ids: string[] = [];
  for (const name of ["kept.txt", "row gone.txt", "bytes gone.txt", "cut.bin", "last.txt"]) {
    const size = name === "cut.bin" ? 2 * 1024 * 1024 : 20;
    const id = await uploadFile(from, name, noise(size));
    ids.push(id);
    await postFiles(from, "general", [{ id }], name === "last.txt" ? "The last" : "");
  }
  const [, row, bytes, cut] = ids as [string, string, string, string];
  const rowOf = async (id: string) => (await here.kv.get<FileRow>(keys.file(id))).value!;
  const pieces = createKvPieces(here.kv);
  await pieces.remove((await rowOf(row)).blob, 9);
  await here.kv.commit([], [{ type: "delete", key: keys.file(row) }]);
  await pieces.remove((await rowOf(bytes)).blob, 9);
  const { blob, pieceBytes } = await rowOf(cut);
  const last = Math.floor((2 * 1024 * 1024 - 1) / pieceBytes);
  await here.kv.commit([], await pieces.stage(blob, last, noise(pieceBytes, 9)));
}

communityTest(
  "X1, X2 - files that are gone are told of, their names stay, and no export ends by them",
  1,
  async (here) => {
    await withGoneFiles(here);
    const people = (await everyRow(here.kv)).filter(({ key }) => key[0] === "user");
    const mapping = new Map(people.map(({ key }) => [String(key[1]), String(key[1])]));
    const bytes = await exportedBytes(here.kv);
    const looked = await bringIn(await withPeopleOf(here.kv), bytes, { mapping, apply: false });
    const kv = await withPeopleOf(here.kv);
    const report = await bringIn(kv, bytes, { mapping });
    assertEquals(lossesOf(report), { "no-file": 3 });
    assertEquals([looked.counts, lossesOf(looked)], [report.counts, lossesOf(report)]);
    assertEquals(report.counts.files, 2);
    const { messages } = await broughtRoom(kv, report.id, "general");
    assertEquals(messages.map(({ text, files }) => [text, files?.map(({ name }) => name)]), [
      ["", ["kept.txt"]],
      ["📎 row gone.txt", undefined],
      ["📎 bytes gone.txt", undefined],
      ["📎 cut.bin", undefined],
      ["The last", ["last.txt"]],
    ]);
    assertEquals((await verifyStore(kv)).findings, []);

    const pieces = createKvPieces(here.kv);
    for (const form of ["mattermost", "site"] as const) {
      const parts = { kv: here.kv, stores: () => pieces, name: "x", at: 1, scope: "all" as const };
      const made = exportOf(form, parts, { language: "en", emojiName: () => undefined });
      const files = await unzipped(made.stream);
      assertEquals([...made.leftOut], [["files whose bytes are gone", 3]], form);
      const has = (name: string) => [...files.keys()].some((path) => path.endsWith(name));
      assertEquals([has("kept.txt"), has("bytes gone.txt"), has("last.txt")], [true, false, true]);
      if (form === "mattermost") continue;
      const [, page] = [...files].find(([path]) => /general\/\d{4}-\d\d\.html$/.test(path))!;
      const html = new TextDecoder().decode(page);
      assertMatch(html, /<p class="soft">📎 bytes gone\.txt<\/p>/);
      assert(!html.includes("bytes%20gone"), "no link leads to nothing");
    }
  },
);
