import {
  GUESTS_PER_ADDRESS,
  NEWCOMER_DAYS,
  NEWCOMER_MESSAGES,
  type Settings,
  SLOW_SECONDS,
} from "../../protocol/administration.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { SecondFactors } from "../../store/people/second_factors.ts";
import type { Kv } from "../../kv/kv.ts";
import type { Random } from "../../runtime/clock.ts";
import { writeSettings } from "../../store/community/settings.ts";
import type { AuditEntries } from "../audit_entries.ts";
import type { Actor, Announcer } from "../chat.ts";
import type { Community } from "../identity/admission_settings.ts";
import { requireInRange } from "../refusals.ts";
import { requirePermission } from "../moderation/authorize.ts";

/** Who may come in, as administrators decide it. */
export interface AdmissionAdministration {
  /** Everyone may know: the sign-in page shows it. Never refuses. */
  settings(): Promise<Settings>;
  /**
   * What is not named stays. Throws `not-allowed`, `number-range`,
   * `second-factor-first` where who asks one of administrators has none.
   */
  changeSettings(actor: Actor, change: Partial<Settings>): Promise<Settings>;
}

/** What the settings are changed with. */
export interface AdmissionAdministrationParts {
  kv: Kv;
  community: Community;
  announcer: Announcer;
  audit: AuditEntries;
  secondFactors: Pick<SecondFactors, "get">;
  random: Random;
}

/** The settings of admission: each change and its line in the audit log in one commit. */
export function createAdmissionAdministration(
  { kv, community, announcer, audit, secondFactors, random }: AdmissionAdministrationParts,
): AdmissionAdministration {
  return {
    settings: () => community.settings(),

    async changeSettings(actor, change) {
      requirePermission(actor, "change who may come in");
      requireBounds(change);
      if (change.secondFactor && !await secondFactors.get(actor.user.id)) {
        throw new ChatError("second-factor-first");
      }
      const what = Object.entries(change).filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}: ${value}`).join(", ");
      const entry = audit.entry(actor.user, { act: "settings", what });
      const beside = async () => {
        const { checks } = await audit.confirm(actor, "change who may come in");
        return { checks, mutations: [entry] };
      };
      const written = await writeSettings(kv, { id: random.uuid(), change, beside });
      await community.refresh();
      announcer.announce([{
        topic: "everyone",
        message: { type: "changed", what: "settings", id: "" },
      }]);
      return written;
    },
  };
}

const BOUNDS = {
  guestsPerAddress: GUESTS_PER_ADDRESS,
  newcomerDays: NEWCOMER_DAYS,
  newcomerMessages: NEWCOMER_MESSAGES,
  newcomerSlowSeconds: SLOW_SECONDS,
} as const;

/** Throws `number-range` for what is out of its bounds. */
function requireBounds(change: Partial<Settings>): void {
  for (const [name, bounds] of Object.entries(BOUNDS)) {
    const value = change[name as keyof typeof BOUNDS];
    if (value !== undefined) requireInRange(value, bounds, name);
  }
}
