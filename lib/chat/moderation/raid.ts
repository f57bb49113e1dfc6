import { parseDuration } from "../../protocol/durations.ts";
import type { Raid } from "../../protocol/administration.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { Kv } from "../../kv/kv.ts";
import type { Random } from "../../runtime/clock.ts";
import { writeRaid } from "../../store/community/raid.ts";
import { type AuditEntries, named } from "../audit_entries.ts";
import type { Actor, Announcer } from "../chat.ts";
import type { Community } from "../identity/admission_settings.ts";
import { requirePermission } from "./authorize.ts";

/** For how long it is where nothing is said, and at most. */
const HOUR_MS = 60 * 60_000;
const MOST_MS = 7 * 24 * HOUR_MS;

/** What moderators do against many who come to disturb. All throw `not-allowed`. */
export interface RaidMode {
  /** That there is a raid now. */
  raid(actor: Actor): Promise<Raid | undefined>;
  /** Lets nobody new in and has guests only read, for an hour or as said. Throws `duration-form`. */
  beginRaid(actor: Actor, duration?: string): Promise<Raid>;
  /** Ends it before its time; harmless where there is none. */
  endRaid(actor: Actor): Promise<void>;
}

/** Raid mode over its row; each change and its line in the audit log in one commit. */
export function createRaidMode(
  { kv, community, announcer, audit, random }: {
    kv: Kv;
    community: Pick<Community, "refresh" | "raid">;
    announcer: Pick<Announcer, "announce">;
    audit: AuditEntries;
    random: Random;
  },
): RaidMode {
  async function write(actor: Actor, act: "raid-begun" | "raid-ended", until: number) {
    const raid: Raid = { until, by: named(actor.user) };
    const line = audit.entry(actor.user, { act, ...(act === "raid-begun" && { until }) });
    await writeRaid(kv, { ...raid, change: random.uuid() }, async () => {
      const { checks } = await audit.confirm(actor, "close the door in a raid");
      return { checks, mutations: [line] };
    });
    await community.refresh();
    announcer.announce([
      { topic: "everyone", message: { type: "changed", what: "settings", id: "" } },
      { topic: "everyone", message: { type: "raid", until } },
    ]);
    return raid;
  }

  return {
    raid(actor) {
      requirePermission(actor, "close the door in a raid");
      return Promise.resolve(community.raid());
    },

    async beginRaid(actor, duration) {
      requirePermission(actor, "close the door in a raid");
      const ms = duration?.trim() ? parseDuration(duration) : HOUR_MS;
      if (ms === undefined || ms > MOST_MS) throw new ChatError("duration-form");
      return await write(actor, "raid-begun", audit.now() + ms);
    },

    async endRaid(actor) {
      requirePermission(actor, "close the door in a raid");
      if (community.raid()) await write(actor, "raid-ended", audit.now());
    },
  };
}
