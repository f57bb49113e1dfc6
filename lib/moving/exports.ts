import type { AuditEntries } from "../chat/audit_entries.ts";
import { limitAttempts } from "../chat/attempts.ts";
import type { Actor } from "../chat/chat.ts";
import { requirePermission } from "../chat/moderation/authorize.ts";
import type { PieceStores } from "../files/stored_bytes.ts";
import type { Locale } from "../i18n/locale.ts";
import { writeRow } from "../kv/checked_write.ts";
import type { Kv } from "../kv/kv.ts";
import { ChatError } from "../protocol/errors.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Attempts } from "../store/people/attempt_limits.ts";
import type { ExportForm, MadeExport } from "./export/export.ts";

/** Each reads every log. */
const EXPORTS = { count: 6, windowMs: 60 * 60_000 };

/** A community that is taken along. */
export interface Exports {
  /**
   * What every member may read, in one of the forms, made as it is read; noted in the journal. Throws
   * `not-allowed`, `invalid-field`, and `too-fast` after six in an hour.
   */
  take(
    actor: Actor,
    form: string,
    language: Locale,
  ): Promise<{ stream: ReadableStream<Uint8Array>; name: string; type: string }>;
}

/** Over the store as it is while others write: each log as it is when it is come to. */
export function createExports(
  { kv, stores, attempts, audit, clock, logger, name }: {
    kv: Kv;
    stores: PieceStores;
    attempts: Attempts;
    audit: AuditEntries;
    clock: Clock;
    logger: Logger;
    name(): string;
  },
): Exports {
  return {
    async take(actor, asked, language) {
      requirePermission(actor, "take everything along");
      // Few ask for it: what makes a zip is loaded then.
      const { exportOf, isExportForm } = await import("./export/export.ts");
      const { emojiShortNames } = await import("./emoji_short_names.ts");
      if (!isExportForm(asked)) throw new ChatError("invalid-field", { field: "form" });
      const form: ExportForm = asked;
      await limitAttempts(attempts, "community-export", actor.user.id, EXPORTS);
      const line = audit.entry(actor.user, { act: "exported", what: form });
      await writeRow(kv, line.key, async () => {
        const { checks } = await audit.confirm(actor, "take everything along");
        return { value: line.value, checks };
      });
      const at = clock.now();
      const parts = { kv, stores, name: name(), at, scope: "open" as const };
      const emojiName = await emojiShortNames();
      const failed = (error: unknown) => logger.error("an export ended early", error);
      const made: MadeExport = exportOf(form, parts, { language, emojiName, failed });
      const day = new Date(at).toISOString().slice(0, 10);
      return { stream: made.stream, type: made.type, name: `palabre-${day}${made.ending}` };
    },
  };
}
