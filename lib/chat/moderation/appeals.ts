import type { CommitParts } from "../../kv/checked_write.ts";
import type { Named } from "../../protocol/administration.ts";
import {
  type Appeal,
  type OwnAppeal,
  ownAppeal,
  type WaitingAppeal,
} from "../../protocol/appeals.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/events.ts";
import { outranks } from "../../protocol/permissions.ts";
import { SANCTION_KINDS } from "../../protocol/sanctions.ts";
import type { Random } from "../../runtime/clock.ts";
import type { Appeals } from "../../store/moderation/appeals.ts";
import { reportId } from "../../store/moderation/reports.ts";
import type { SanctionReference, Sanctions } from "../../store/moderation/sanctions.ts";
import type { Users } from "../../store/people/users.ts";
import { type AuditEntries, named } from "../audit_entries.ts";
import type { Actor, Announcer } from "../chat.ts";
import { orRefuse } from "../refusals.ts";
import { readNote, readRequiredNote, requirePermission } from "./authorize.ts";
import type { ModerationQueue } from "./queue.ts";
import { announceSanctions } from "./sanctions.ts";

/** Appeals that one look shows: more wait until these are answered. */
const MAX_SHOWN = 30;

/** What people say against what was imposed on them, and what is answered. */
export interface AppealHandling {
  /**
   * Says something against the sanction that is in force, once: a ban before a kick before a mute.
   * Throws `appeal-none`, `appealed`, `empty-text`, `text-too-long`.
   */
  appeal(actor: Actor, words: string): Promise<OwnAppeal>;
  /** Whether the actor may appeal now, and what they said and were answered. */
  ownAppeal(actor: Actor): Promise<{ may: boolean; appeal?: OwnAppeal }>;
  /** Those that wait, the first first. Throws `not-allowed`. */
  appeals(actor: Actor): Promise<WaitingAppeal[]>;
  /**
   * Answers one of somebody of a lower role, with words that they read; `lift` ends the sanction that
   * they appealed as well, and no other. Throws `not-allowed`, `unknown-appeal`, `outranked`,
   * `outdated-appeal`, `text-too-long`.
   */
  answerAppeal(
    actor: Actor,
    id: string,
    answer: { lift: boolean; words?: string },
  ): Promise<Appeal>;
}

/** What appeals are kept and answered with. */
export interface AppealParts {
  rows: Appeals;
  sanctions: Pick<Sanctions, "of" | "ofMany" | "ending">;
  users: Pick<Users, "get">;
  announcer: Pick<Announcer, "announce">;
  audit: AuditEntries;
  random: Random;
  queue: Pick<ModerationQueue, "changed">;
}

/** Appeals over a store: an answer, the end of the sanction and both audit lines in one commit. */
export function createAppealHandling(parts: AppealParts): AppealHandling {
  const { rows, sanctions, audit, random, queue } = parts;

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
        id: reportId(now, random.uuid()),
        at: now,
        by: named(actor.user),
        words,
        sanction: { kind, at, by, words: why, ...(until !== undefined && { until }) },
      };
      if (!await rows.add(appeal)) throw new ChatError("appealed");
      queue.changed();
      return ownAppeal(appeal);
    },

    async ownAppeal({ user: { id } }) {
      const found = await inForce(id);
      if (!found) {
        const last = (await rows.ofUser(id)).toSorted((one, other) => other.at - one.at)[0];
        return { may: false, ...(last?.answered?.lifted && { appeal: ownAppeal(last) }) };
      }
      const appeal = await rows.of({ user: id, kind: found.kind, at: found.sanction.at });
      return { may: appeal === undefined, ...(appeal && { appeal: ownAppeal(appeal) }) };
    },

    async appeals(actor) {
      requirePermission(actor, "handle reports");
      const open = await rows.open(MAX_SHOWN);
      const found = await sanctions.ofMany(open.map(({ by }) => by.id));
      return open.map((appeal, n): WaitingAppeal => {
        const { kind, at } = appeal.sanction;
        return found[n]?.[kind]?.at === at ? appeal : { ...appeal, outdated: true };
      });
    },

    answerAppeal: createAnswer(parts),
  };
}

/** `AppealHandling.answerAppeal`. */
function createAnswer(
  { rows, sanctions, users, announcer, audit, queue }: AppealParts,
): AppealHandling["answerAppeal"] {
  const lift = createLift({ sanctions, audit });
  return async (actor, id, { lift: lifted, words: text }) => {
    const right = lifted ? "kick, mute and ban" : "handle reports";
    requirePermission(actor, right);
    const words = readNote(text);
    const { by, sanction: { kind, at } } = orRefuse(await rows.get(id), "unknown-appeal");
    const answered = { at: audit.now(), by: named(actor.user), words, lifted };
    const line = audit.entry(actor.user, {
      act: "appeal-answered",
      whom: by,
      words,
      what: lifted ? "lifted" : "kept",
    });
    const beside = async () => {
      const { user, checks } = await audit.confirm(actor, right);
      const target = await users.get(by.id);
      if (by.id === user.id || target && !outranks(user.role, target.role)) {
        throw new ChatError("outranked");
      }
      const ending = lifted ? await lift(actor, { user: by.id, kind, at }, by, words) : NOTHING;
      return {
        checks: [...checks, ...ending.checks],
        mutations: [...ending.mutations, line],
      };
    };
    const appeal = orRefuse(await rows.answer(id, answered, beside), "unknown-appeal");
    queue.changed();
    if (lifted) announceSanctions(announcer, by.id);
    return appeal;
  };
}

/** What ends the sanction that was appealed. Throws `outdated-appeal` where it is not in force. */
function createLift(
  { sanctions, audit }: { sanctions: Pick<Sanctions, "ending">; audit: AuditEntries },
) {
  return async (
    actor: Actor,
    sanction: SanctionReference,
    whom: Named,
    words: string,
  ): Promise<CommitParts> => {
    const { checks, mutations } = orRefuse(await sanctions.ending(sanction), "outdated-appeal");
    const line = audit.entry(actor.user, { act: "lift", what: sanction.kind, whom, words });
    return { checks, mutations: [...mutations, line] };
  };
}

const NOTHING: CommitParts = { checks: [], mutations: [] };
