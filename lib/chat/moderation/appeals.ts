import type { Appeal } from "../../protocol/administration.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/events.ts";
import { SANCTION_KINDS } from "../../protocol/sanctions.ts";
import type { Random } from "../../runtime/clock.ts";
import type { Appeals } from "../../store/moderation/appeals.ts";
import { reportId } from "../../store/moderation/reports.ts";
import type { Sanctions } from "../../store/moderation/sanctions.ts";
import { type AuditEntries, named } from "../audit_entries.ts";
import type { Actor } from "../chat.ts";
import { orRefuse } from "../refusals.ts";
import { readNote, readRequiredNote, requirePermission } from "./authorize.ts";
import type { ModerationQueue } from "./queue.ts";
import type { Moderation } from "./sanctions.ts";

/** Appeals that one look shows: more wait until these are answered. */
const MAX_SHOWN = 30;

/** What people say against what was imposed on them, and what is answered. */
export interface AppealHandling {
  /**
   * Says something against the sanction that is in force, once: a ban before a kick before a mute.
   * Throws `appeal-none`, `appealed`, `empty-text`, `text-too-long`.
   */
  appeal(actor: Actor, words: string): Promise<Appeal>;
  /** Whether the actor may appeal now, and what they said and were answered. */
  ownAppeal(actor: Actor): Promise<{ may: boolean; appeal?: Appeal }>;
  /** Those that wait, the first first. Throws `not-allowed`. */
  appeals(actor: Actor): Promise<Appeal[]>;
  /**
   * Answers one, with words that the person reads; `lift` ends the sanction as well. Throws
   * `not-allowed`, `unknown-appeal`, `outranked`, `text-too-long`.
   */
  answerAppeal(
    actor: Actor,
    id: string,
    answer: { lift: boolean; words?: string },
  ): Promise<Appeal>;
}

/** Appeals over a store; answering one and its line in the audit log in one commit. */
export function createAppealHandling(
  { rows, sanctions, lift, audit, random, queue }: {
    rows: Appeals;
    sanctions: Pick<Sanctions, "of">;
    lift: Moderation["lift"];
    audit: AuditEntries;
    random: Random;
    queue: Pick<ModerationQueue, "changed">;
  },
): AppealHandling {
  /** What one would appeal: the sanction that weighs most. */
  async function inForce(user: UserId) {
    const found = await sanctions.of(user);
    const kind = SANCTION_KINDS.toReversed().find((one) => found[one]);
    const sanction = kind && found[kind];
    return sanction && { kind, sanction };
  }

  return {
    async appeal(actor, text) {
      const words = readRequiredNote(text);
      const { kind, sanction } = orRefuse(await inForce(actor.user.id), "appeal-none");
      const now = audit.now();
      const { at, until, by, words: why } = sanction;
      const appeal: Appeal = {
        ...{ id: reportId(now, random.uuid()), at: now, by: named(actor.user), words },
        sanction: { kind, at, by, words: why, ...(until !== undefined && { until }) },
      };
      if (!await rows.add(appeal)) throw new ChatError("appealed");
      queue.changed();
      return appeal;
    },

    async ownAppeal({ user: { id } }) {
      const found = await inForce(id);
      if (!found) return { may: false };
      const appeal = await rows.of({ user: id, kind: found.kind, at: found.sanction.at });
      return { may: appeal === undefined, ...(appeal && { appeal }) };
    },

    async appeals(actor) {
      requirePermission(actor, "handle reports");
      return await rows.open(MAX_SHOWN);
    },

    async answerAppeal(actor, id, { lift: lifted, words: text }) {
      requirePermission(actor, "handle reports");
      const words = readNote(text);
      const { by, sanction } = orRefuse(await rows.get(id), "unknown-appeal");
      if (lifted) await lift(actor, { what: sanction.kind, id: by.id, reason: words });
      const line = audit.entry(actor.user, {
        ...{ act: "appeal-answered", whom: by, words, what: lifted ? "lifted" : "kept" },
      });
      const answered = { at: audit.now(), by: named(actor.user), words, lifted };
      const beside = async () => {
        const { checks } = await audit.confirm(actor, "handle reports");
        return { checks, mutations: [line] };
      };
      const done = orRefuse(await rows.answer(id, answered, beside), "unknown-appeal");
      queue.changed();
      return done;
    },
  };
}
