// What the journal says of an import, whether a page or a command brought it in.
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import type { Named } from "../../protocol/administration.ts";
import { addAuditEntry } from "../../store/moderation/audit_log.ts";
import { keepLosses } from "./found.ts";
import { emojiOfImport } from "./imported_emoji.ts";
import type { ImportRow } from "./rows.ts";
import type { ImportReport } from "./run.ts";

/** Emoji of an import that its line in the journal names. */
const NAMED = 30;

/**
 * Keeps what was lost of an import that has ended, and writes its lines, at the time when it ended. Whoever
 * goes on after a crash may do it again: what is written stays as it is. Throws `Unavailable`.
 */
export async function noteDone(
  kv: Kv,
  id: string,
  { by, file }: { by: Named; file: string },
  report: Pick<ImportReport, "losses">,
): Promise<void> {
  const row = (await kv.get<ImportRow>(keys.import(id))).value;
  const at = row?.doneAt ?? 0;
  const done = addAuditEntry({ id: `${id}-done`, at, by, act: "import-done", what: file });
  if ((await kv.get(done.key)).value !== null) return;
  const kept: Mutation[] = [];
  const sink = { add: (...some: Mutation[]) => Promise.resolve(void kept.push(...some)) };
  await keepLosses(sink, id, report.losses);
  for (const one of kept) await kv.commit([], [one]);
  const emoji = (await emojiOfImport(kv, id)).map((name) => `:${name}:`);
  const shown = [...emoji.slice(0, NAMED), ...(emoji.length > NAMED ? ["…"] : [])].join(" ");
  await kv.commit([], [
    ...emoji.length > 0
      ? [addAuditEntry({ id: `${id}-emoji`, at, by, act: "emoji-added", what: shown })]
      : [],
    done,
  ]);
}
