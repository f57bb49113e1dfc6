// Brings a community in from an export: says first what would come, and does it with --apply.
import { setPriority } from "node:os";
import { parseArgs } from "node:util";
import { readConfig } from "../lib/config/config.ts";
import { createKvPieces } from "../lib/files/kv_pieces.ts";
import { createS3Pieces } from "../lib/files/s3_pieces.ts";
import { uploadLimits } from "../lib/files/files.ts";
import { sleep } from "../lib/runtime/clock.ts";
import { keys } from "../lib/kv/keys.ts";
import { openKv } from "../lib/kv/open_kv.ts";
import { moving } from "../lib/i18n/moving/en.ts";
import { createWriteFile } from "../lib/moving/import/files.ts";
import { type Hold, LAPSED_MS, takeHold } from "../lib/moving/import/hold.ts";
import { importId, openExport } from "../lib/moving/import/open.ts";
import { noteDone } from "../lib/moving/import/journal.ts";
import { createPace } from "../lib/moving/import/pace.ts";
import { readImports } from "../lib/moving/import/rows.ts";
import { emojiMeans } from "../lib/instance/emoji_means.ts";
import { type ImportReport, runImport } from "../lib/moving/import/run.ts";
import { accountOf } from "../lib/moving/accounts.ts";
import { beginMerge, workOnMerge } from "../lib/moving/merge/work.ts";
import type { MergeRow } from "../lib/moving/merge/merge.ts";
import { undoImport } from "../lib/moving/import/undo.ts";
import { OPERATOR } from "../lib/protocol/administration.ts";
import { addAuditEntry, type AuditEntry } from "../lib/store/moderation/audit_log.ts";
import { createUsers } from "../lib/store/people/users.ts";
import { COMMAND } from "./backup/snapshot.ts";
import { readMapping } from "./import/mapping.ts";
import { fileInput, spool, spooled } from "./import/file_input.ts";
import { fail, print } from "./terminal.ts";

/** The server that serves beside it goes first. */
const NICE = 10;

const { values, positionals: [path, ...others] } = parseArgs({
  args: Deno.args,
  options: {
    store: { type: "string" },
    apply: { type: "boolean", default: false },
    people: { type: "string" },
    "same-names": { type: "boolean", default: false },
    report: { type: "string" },
    undo: { type: "string" },
    list: { type: "boolean", default: false },
    merge: { type: "string" },
    open: { type: "boolean", default: false },
    fast: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const config = readConfig(Deno.env.toObject());
const kv = await openKv(values.store ?? config.kv, COMMAND, config.deployed);
// Its thread is there with the first read, and keeps its priority: it holds the lock that others wait for.
await kv.get(keys.imports());
setPriority(NICE);
const inKv = createKvPieces(kv);
const inS3 = config.files.s3 && createS3Pieces(config.files.s3, COMMAND.clock);
const stores = (kind: string) => {
  const store = kind === inKv.kind ? inKv : inS3;
  if (!store) throw new Error("some files are in S3-compatible storage: set PALABRE_S3_URL");
  return store;
};

try {
  if (values.list) await list();
  else if (values.undo !== undefined) await undo(values.undo);
  else if (values.merge !== undefined) await merge(values.merge, [path, ...others]);
  else if (path === undefined) {
    fail("Which export? deno task import FILE [--apply] [--people WHO.json] [--report FILE]");
  } else await bring(path);
} catch (error) {
  kv.close();
  await spooled.remove();
  fail(error instanceof Error ? error.message : String(error));
}
kv.close();
await spooled.remove();

async function bring(path: string): Promise<void> {
  const input = await fileInput(path);
  const id = await importId(input);
  const { bytes: maxBytes } = uploadLimits(config.files);
  const source = await openExport(input, spool);
  const users = createUsers({ kv, ...COMMAND });
  const mapping = await readMapping(values.people, values["same-names"], source, users);
  const writeFile = createWriteFile({
    kv,
    stores,
    store: inS3 ?? inKv,
    maxBytes,
    random: COMMAND.random,
    now: () => COMMAND.clock.now(),
  });
  const hold = values.apply ? await held(id) : undefined;
  const isNew = (await kv.get(keys.import(id))).value === null;
  if (hold && isNew) await note({ act: "import-started", what: input.name });
  const began = performance.now();
  let told = began;
  const report = await runImport({
    kv: hold?.kv ?? kv,
    outside: { ...COMMAND, emoji: emojiMeans() },
    signal: hold?.signal,
    what: { source, id, mapping, file: input.name, opens: values.open },
    ...(values.apply && { apply: { writeFile } }),
    shared: values.fast ? "nothing" : "store",
    progress({ messages, rooms }) {
      if (performance.now() - told < 500) return;
      told = performance.now();
      const aSecond = Math.round(messages / ((told - began) / 1_000));
      print(`… ${messages} messages, ${rooms} rooms done, ${aSecond} a second`);
    },
  });
  if (hold && !report.already) {
    await noteDone(hold.kv, id, { by: OPERATOR, file: input.name }, report);
  }
  await hold?.release();
  input.close();
  tell(report, id);
  if (values.report !== undefined) {
    await Deno.writeTextFile(values.report, `${JSON.stringify({ id, ...report }, null, 2)}\n`);
    print(`The whole report is in ${values.report}.`);
  }
}

/** Writes in the journal what whoever runs the server does. */
async function note(act: Pick<AuditEntry, "act" | "what" | "whom">): Promise<void> {
  const [id, at] = [COMMAND.random.uuid(), COMMAND.clock.now()];
  await kv.commit([], [addAuditEntry({ id, at, by: OPERATOR, ...act })]);
}

/** Whoever was killed a moment ago holds it still: that is waited for. */
async function held(id: string): Promise<Hold> {
  const { clock } = COMMAND;
  const until = clock.elapsed() + 2 * LAPSED_MS;
  for (let waits = false; clock.elapsed() < until; waits = true) {
    const hold = await takeHold({ kv, ...COMMAND }, id);
    if (hold) return hold;
    if (!waits) print("Another run has it: waiting until it lets go …");
    await sleep(clock, 500);
  }
  fail("This export is being imported by another run, or by the server.");
}

function tell({ counts, losses, people, rooms, already }: ImportReport, id: string): void {
  const { messages, files, emoji, since } = counts;
  if (already && values.apply) {
    return print(`This export is here already (${id}): nothing was done.`);
  }
  print(values.apply ? "What was imported:" : "What will be imported:");
  print(`  ${counts.rooms} rooms, ${counts.people} people, ${messages} messages, ${files} files`);
  if (emoji) print(`  ${emoji} emoji of the community`);
  if (since) print(`  since ${new Date(since).toISOString().slice(0, 10)}`);
  for (const { name, title, messages } of rooms.slice(0, 50)) {
    print(`  #${name}${title === name ? "" : ` (${title})`}: ${messages}`);
  }
  if (losses.length > 0) print("What is lost or changed:");
  for (const { what, count, places } of losses) {
    print(`  ${moving[`import.lost.${what}`]}: ${count}`);
    for (const place of places.slice(0, 5)) print(`    ${place}`);
    if (places.length > 5) print(`    … (all with --report)`);
  }
  const unsaid = losses.find(({ what }) => what === "who-could-read");
  if (unsaid && !values.apply) {
    print(
      values.open
        ? "Everybody here may read those rooms, because of --open."
        : "Those rooms become private, of those who wrote there; --open opens them to everybody.",
    );
  }
  const named = people.filter(({ placeholder }) => placeholder).length;
  print(`${people.length - named} people have accounts here; ${named} stand as names.`);
  if (values.apply) print(`Take it back: deno task import --undo ${id}`);
  else print("Nothing was written. Do it with --apply.");
}

async function list(): Promise<void> {
  const imports = await readImports(kv);
  if (imports.length === 0) print("Nothing was imported.");
  for (const { id, kind, file, state, counts, at } of imports) {
    const day = new Date(at).toISOString().slice(0, 16).replace("T", " ");
    print(`${id}  ${day}  ${kind}  ${file}: ${counts.messages} messages, ${state}`);
  }
}

async function undo(id: string): Promise<void> {
  const pace = createPace(kv, COMMAND.clock, values.fast ? "nothing" : "store");
  const file = (await readImports(kv)).find((one) => one.id === id)?.file;
  const outcome = await undoImport(pace.kv, id, { stores, fraction: COMMAND.random.fraction });
  if (outcome.is === "unknown") fail(`There is no import ${id}: --list shows them.`);
  if (outcome.is !== "written") await note({ act: "import-undone", what: file });
  if (outcome.is === "partly") {
    const rooms = outcome.rooms.map((name) => `#${name}`).join(", ");
    fail(`The import was undone, except for ${rooms}: someone wrote there in the meantime.`);
  }
  if (outcome.is === "written") {
    fail(
      `It cannot be undone: someone has written since in ${
        outcome.rooms.map((name) => `#${name}`).join(", ")
      }.`,
    );
  }
  print("The import was undone.");
}

async function merge(id: string, [person, name]: (string | undefined)[]): Promise<void> {
  if (person === undefined || name === undefined) {
    fail("Who becomes whom? deno task import --merge IMPORT KEY-IN-THE-EXPORT NAME-HERE");
  }
  const users = createUsers({ kv, ...COMMAND });
  const user = await users.byName(name);
  if (!user) fail(`Nobody here is called ${name}.`);
  await accountOf(users, user.id).catch(() => fail(`${name} is a guest or a bot: name a member.`));
  const into = { id: user.id, name: user.name };
  const at = COMMAND.clock.now();
  const which = await beginMerge(kv, { import: id, key: person, into, at });
  if (!which) fail(`${person} is not a name without an account in the import ${id}.`);
  if ("other" in which) {
    fail(`Some of ${person} was already given to ${which.other}: it can only continue with them.`);
  }
  const row = (await kv.get<MergeRow>(keys.importMerge(id, which.placeholder))).value;
  // One that goes on is there already.
  if (row?.at === at) await note({ act: "import-merged", whom: into, what: row.name });
  const hold = await held(id);
  const shared = values.fast ? "nothing" : "store";
  await workOnMerge({ hold, outside: COMMAND, shared }, which);
  await hold.release();
  print(`What ${person} wrote is ${user.name}'s now.`);
}
