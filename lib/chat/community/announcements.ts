import { parseDuration } from "../../protocol/durations.ts";
import { ChatError } from "../../protocol/errors.ts";
import { keys } from "../../kv/keys.ts";
import { type PlannedShutdown, plannedShutdown } from "../../store/community/planned_shutdown.ts";
import { writeRow } from "../../kv/checked_write.ts";
import type { Kv } from "../../kv/kv.ts";
import type { AuditEntries } from "../audit_entries.ts";
import type { Actor, Announcer } from "../chat.ts";
import { readNote, readRequiredNote, requirePermission } from "../moderation/authorize.ts";

/** A shutdown further away is planned when it is nearer. */
const MAX_COUNTDOWN_MS = 7 * 24 * 60 * 60_000;

/** What is said to everyone. All throw `not-allowed`. */
export interface Announcements {
  /** Throws `empty-text`, `text-too-long`. */
  sendNotice(actor: Actor, notice: { text: string; level?: "info" | "warning" }): Promise<void>;
  /**
   * Ends every instance after a time: everyone is told until then, and clients come back by
   * themselves once there is a server again. Replaces what was planned before. Throws `duration-form`,
   * `text-too-long`.
   */
  planShutdown(
    actor: Actor,
    plan: { in: string; text?: string; then?: PlannedShutdown["then"] },
  ): Promise<PlannedShutdown>;
  /** Harmless where none is planned. */
  cancelShutdown(actor: Actor): Promise<void>;
  /** What is planned, if anything. */
  plannedShutdown(actor: Actor): Promise<PlannedShutdown | undefined>;
}

/** Announcements and planned shutdowns: each act and its line in the audit log in one commit. */
export function createAnnouncements(
  { kv, announcer, audit }: {
    kv: Kv;
    announcer: Announcer;
    audit: AuditEntries;
  },
): Announcements {
  return {
    async sendNotice(actor, { text, level = "info" }) {
      requirePermission(actor, "say something to everyone");
      const words = readRequiredNote(text);
      const line = audit.entry(actor.user, { act: "notice", words });
      await writeRow(kv, line.key, async () => {
        const { checks } = await audit.confirm(actor, "say something to everyone");
        return { value: line.value, checks };
      });
      announcer.announce([{
        topic: "everyone",
        message: { type: "notice", level, text: words },
      }]);
    },

    async planShutdown(actor, { in: duration, text, then = "restart" }) {
      requirePermission(actor, "shut down");
      const ms = parseDuration(duration);
      if (ms === undefined || ms > MAX_COUNTDOWN_MS) throw new ChatError("duration-form");
      const plan: PlannedShutdown = { at: audit.now() + ms, text: readNote(text), then };
      const line = audit.entry(actor.user, {
        act: "shutdown",
        until: plan.at,
        words: plan.text,
        what: then,
      });
      await writeRow<PlannedShutdown>(kv, keys.shutdown(), async () => {
        const { checks } = await audit.confirm(actor, "shut down");
        return { value: plan, checks, mutations: [line] };
      });
      announcer.announce([{ topic: "everyone", message: { type: "shutdown", ...plan } }]);
      return plan;
    },

    async cancelShutdown(actor) {
      requirePermission(actor, "shut down");
      const planned = await plannedShutdown(kv, audit.now());
      if (!planned) return;
      const line = audit.entry(actor.user, { act: "shutdown-cancelled", what: planned.then });
      await writeRow<PlannedShutdown>(kv, keys.shutdown(), async (plan) => {
        const { checks } = await audit.confirm(actor, "shut down");
        return plan && { value: undefined, checks, mutations: [line] };
      });
      announcer.announce([{ topic: "everyone", message: { type: "shutdown-cancelled" } }]);
    },

    async plannedShutdown(actor) {
      requirePermission(actor, "shut down");
      return await plannedShutdown(kv, audit.now());
    },
  };
}
