// Writes a community into one file, as it is at one moment, in one of three forms.
import { parseArgs } from "node:util";
import { emojiShortNames } from "../lib/moving/emoji_short_names.ts";
import { readConfig } from "../lib/config/config.ts";
import { createKvPieces } from "../lib/files/kv_pieces.ts";
import { createS3Pieces } from "../lib/files/s3_pieces.ts";
import { isLocale } from "../lib/i18n/locale.ts";
import { EXPORT_FORMS, exportOf, isExportForm } from "../lib/moving/export/export.ts";
import { readProfile } from "../lib/store/community/profile.ts";
import { COMMAND, takeSnapshot } from "./backup/snapshot.ts";
import { fail, print } from "./terminal.ts";

const { values, positionals: [form = "", path] } = parseArgs({
  args: Deno.args,
  options: {
    store: { type: "string" },
    all: { type: "boolean", default: false },
    language: { type: "string", default: "en" },
  },
  allowPositionals: true,
});
if (!isExportForm(form)) {
  fail(`Which form? deno task export ${EXPORT_FORMS.join("|")} [FILE] [--all] [--store PATH]`);
}
const { language } = values;
if (!isLocale(language)) fail("--language is one of en, fr, es.");
const config = readConfig(Deno.env.toObject());
const at = COMMAND.clock.now();
const into = path ?? `palabre-${new Date(at).toISOString().slice(0, 10)}`;

try {
  const snapshot = await takeSnapshot(values.store ?? config.kv, into);
  try {
    const inKv = createKvPieces(snapshot.kv);
    const { s3 } = config.files;
    const inS3 = s3 && createS3Pieces(s3, COMMAND.clock);
    const stores = (kind: string) => {
      const store = kind === inKv.kind ? inKv : inS3;
      if (!store) throw new Error("some files are in S3-compatible storage: set PALABRE_S3_URL");
      return store;
    };
    const name = (await readProfile(snapshot.kv)).written.name ?? config.name;
    const scope = values.all ? "all" : "open";
    const made = exportOf(form, { kv: snapshot.kv, stores, name, at, scope }, {
      language,
      emojiName: await emojiShortNames(),
    });
    const file = path ?? `${into}${made.ending}`;
    const opened = await Deno.open(`${file}.part`, {
      write: true,
      create: true,
      truncate: true,
      mode: 0o600,
    });
    await made.stream.pipeTo(opened.writable);
    await Deno.rename(`${file}.part`, file);
    print(`${file}: ${((await Deno.stat(file)).size / 1024 / 1024).toFixed(1)} MiB.`);
    for (const [what, count] of made.leftOut) print(`Left out: ${what} (${count}).`);
    if (scope === "open") {
      print("Private rooms and direct conversations are not in it: --all has them.");
    }
  } finally {
    await snapshot.close();
  }
} catch (error) {
  fail(`Not exported: ${error instanceof Error ? error.message : error}`);
}
