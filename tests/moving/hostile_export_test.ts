// An export may come from anybody: what it says becomes neither a path nor a page of later exports.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createKvPieces } from "../../lib/files/kv_pieces.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import type { LogEntry } from "../../lib/log/log.ts";
import { type ExportForm, exportOf } from "../../lib/moving/export/export.ts";
import { NotAnExport } from "../../lib/moving/import/source.ts";
import type { MessageEvent } from "../../lib/protocol/events.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { ensureGeneral } from "../../lib/store/conversations/conversations.ts";
import { bringIn, broughtRoom } from "../support/importing.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { unzipped } from "../support/zip.ts";

const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const AT = Date.UTC(2026, 0, 5);
const ATTRIBUTE = '1"></a><form action=https://evil.test><input name=password></form><a x="';

interface Hostile {
  person?: object;
  row?: object;
  member?: object;
  file?: object;
  event?: object;
  shared?: object;
  more?: object[];
}

/** The lines of an export with one picture, in which these fields are others. */
function exportWith({ person, row, member, file, event, shared, more = [] }: Hostile): Uint8Array {
  const lines: object[] = [
    { is: "community", palabre: "export", format: 1, name: "x", at: AT, scope: "open" },
    { is: "person", id: "mallory", name: "Mallory", role: "member", createdAt: AT, ...person },
    {
      is: "conversation",
      row: { id: "room-evil", kind: "room", name: "evil", createdAt: AT, ...row },
      members: [{ id: "mallory", joinedAt: AT, ...member }],
    },
    {
      is: "file",
      id: "f1",
      owner: "mallory",
      name: "a.png",
      size: 70,
      at: AT,
      type: "image/png",
      ...file,
    },
    { is: "bytes", file: "f1", at: 0, base64: PNG },
    ...more,
    {
      is: "entry",
      entry: {
        id: "e1",
        messages: 1,
        event: {
          kind: "message",
          id: "e1",
          seq: 1,
          at: AT,
          by: "mallory",
          text: "look",
          files: [{ id: "f1", name: "a.png", type: "image/png", size: 1, ...shared }],
          ...event,
        },
      },
    },
  ];
  lines.push({ is: "end", lines: lines.length + 1 });
  return new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

async function emptyStore(): Promise<MemoryKv> {
  const kv = new MemoryKv();
  await ensureGeneral(kv, systemClock);
  return kv;
}

async function zipOf(kv: Kv, form: ExportForm): Promise<Map<string, Uint8Array>> {
  const pieces = createKvPieces(kv);
  const parts = { kv, stores: () => pieces, name: "V", at: AT, scope: "open" as const };
  const made = exportOf(form, parts, { language: "en", emojiName: () => undefined });
  return await unzipped(made.stream);
}

Deno.test("X1 - what is no value of the protocol ends an import", async () => {
  const poll = { options: [{ text: "a", count: ATTRIBUTE }], voters: 0 };
  const hostile: Record<string, Hostile> = {
    "width of a file": { shared: { width: ATTRIBUTE, height: 1 } },
    "name of a file": { file: { name: 7 } },
    "id of a file": { file: { id: "../../f1" } },
    "name of somebody": { person: { name: { toString: 1 } } },
    "id of somebody": { person: { id: "../mallory" } },
    "id of a member": { member: { id: "a b" } },
    "id of a room": { row: { id: "../../room" } },
    "name of a room": { row: { name: "evil\r\nQUIT" } },
    "title of a room": { row: { title: ["x"] } },
    "kind of a room": { row: { kind: "toString" } },
    "count of a poll": { event: { poll } },
    "count of a reaction": { event: { reactions: { "👍": { count: ATTRIBUTE, by: [] } } } },
    "count of replies": { event: { replies: { count: ATTRIBUTE, at: 1, last: 1, by: [] } } },
    "seq": { event: { seq: '1"' } },
    "time of a message": { event: { at: ATTRIBUTE } },
    "time that is no date": { event: { at: 1e20 } },
    "time of making": { row: { createdAt: 1e300 } },
    "emoji as long as a book": {
      more: [{ is: "reactor", seq: 1, emoji: "x".repeat(5_000), user: "mallory" }],
    },
    "pins": { more: [{ is: "pins", seqs: "all" }] },
    "bytes": {
      more: [{ is: "file", id: "f2", owner: "x", name: "b", size: 1, at: 1, type: "x" }, {
        is: "bytes",
        file: "f2",
        at: 0,
        base64: "%%",
      }],
    },
    "another kind of line": { more: [{ is: "constructor" }] },
  };
  for (const [what, fields] of Object.entries(hostile)) {
    const kv = await emptyStore();
    const outcome = await bringIn(kv, exportWith(fields)).then(() => "came in", (error) => error);
    assert(outcome instanceof NotAnExport, `${what}: ${outcome}`);
  }
  await bringIn(await emptyStore(), exportWith({}));
});

Deno.test("X1 - of a file, an import believes its bytes", async () => {
  const kv = await emptyStore();
  const { id } = await bringIn(
    kv,
    exportWith({
      file: { name: "../../../../b.html" },
      shared: {
        name: "../../../../b.html",
        type: "image/svg+xml",
        size: 5,
        width: 9,
        height: 9,
        alt: "A dot",
        wave: "<b>",
        thumbHash: '"><b>',
        preview: "elsewhere",
      },
    }),
  );
  const { messages } = await broughtRoom(kv, id, "room-evil");
  const size = Uint8Array.fromBase64(PNG).length;
  assertEquals(messages[0]!.files, [{
    id: "f1",
    name: "b.html.png",
    type: "image/png",
    size: messages[0]!.files![0]!.size,
    width: 1,
    height: 1,
    alt: "A dot",
  }]);
  assert(messages[0]!.files![0]!.size <= size);
});

Deno.test("X1 - a room takes no id that a direct conversation would have", async () => {
  const kv = await emptyStore();
  const { id } = await bringIn(kv, exportWith({ row: { id: "direct:anna:ben" } }));
  const { row } = await broughtRoom(kv, id, "direct:anna:ben");
  assertEquals(row.kind, "room");
  assert(!row.id.includes(":"), row.id);
  assertEquals((await kv.get(keys.conversation("direct:anna:ben"))).value, null);
});

Deno.test("X2 - what was brought in before stays within its export, and runs on no page", async () => {
  const kv = await emptyStore();
  const { id } = await bringIn(kv, exportWith({}));
  const { row, entries } = await broughtRoom(kv, id, "room-evil");
  const [entry] = entries;
  const event = entry!.event as MessageEvent;
  const file = event.files![0]!;
  // As an older version stored it.
  const files = [
    { ...file, name: "../../../../up.png", width: ATTRIBUTE, height: 1 },
    { ...file, name: "page.html", type: "application/octet-stream" },
    { ...file, name: "drawing.SVG", type: "image/svg+xml" },
    { ...file, name: "drawing.SVG", type: "image/svg+xml" },
    { ...file, name: "sound.xhtml", type: "audio/mpeg" },
    { ...file, name: "plan.pdf", type: "application/pdf" },
  ];
  const poll = { options: [{ text: "a", count: ATTRIBUTE }], voters: 0 };
  const stored = { ...entry, event: { ...event, files, poll } } as unknown as LogEntry;
  await kv.commit([], [{ type: "set", key: keys.entry(row.id, event.seq), value: stored }]);

  const site = await zipOf(kv, "site");
  const inFiles = [...site.keys()].filter((path) => path.includes("/files/"));
  assertEquals(inFiles.map((path) => path.split("/").slice(2).join("/")).sort(), [
    "files/f1/drawing.SVG.txt",
    "files/f1/page.html.txt",
    "files/f1/plan.pdf",
    "files/f1/sound.xhtml.txt",
    "files/f1/up.png",
  ]);
  const page = new TextDecoder().decode(site.get("rooms/evil/2026-01.html"));
  assert(!page.includes("<form"), page);
  assertStringIncludes(page, '<a href="files/f1/page.html.txt" download="page.html">page.html</a>');
  assertStringIncludes(page, "form-action 'none'; base-uri 'none'");

  const bulk = [...(await zipOf(kv, "mattermost")).keys()];
  assertEquals(bulk.filter((path) => path.includes("..")), []);
  assert(bulk.some((path) => path.endsWith("/f1/up.png")), bulk.join("\n"));
});

Deno.test("X1 - a time that is no date stops no page and no export, whoever wrote it down", async () => {
  const kv = await emptyStore();
  const post = (message: string, more: object) => ({
    type: "post",
    post: { team: "coop", channel: "town", user: "awa", message, create_at: AT, ...more },
  });
  const lines: object[] = [
    { type: "version", version: 1 },
    { type: "team", team: { name: "coop", display_name: "Coop", type: "O" } },
    {
      type: "channel",
      channel: {
        team: "coop",
        name: "town",
        type: "O",
        display_name: "Town\r\nQUIT",
        header: "One\r\ntwo",
      },
    },
    { type: "user", user: { username: "awa", teams: [] } },
    post("Before", {}),
    post("Long after", { create_at: 1e300 }),
    post("Edited", { create_at: AT + 1, edit_at: 1e300 }),
    post("Never", { create_at: undefined }),
  ];
  const bytes = new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const { id } = await bringIn(kv, bytes);
  const { row, messages } = await broughtRoom(kv, id, "coop/town");
  assertEquals(messages.length, 4);
  for (const { text, at } of messages) assert(at === AT || at === AT + 1, `${text}: ${at}`);
  assertEquals(messages.map(({ editedAt }) => editedAt), Array(4).fill(undefined));
  assertEquals([row.title, row.topic], ["Town QUIT", "One two"]);
  assert([...(await zipOf(kv, "site")).keys()].some((path) => path.endsWith("/2026-01.html")));
});
