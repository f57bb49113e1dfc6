import { ChatError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/events.ts";
import { readKeywords } from "../../protocol/keywords.ts";
import { KEYWORD_LENGTH, MAX_KEYWORDS } from "../../protocol/limits.ts";
import type { Clock } from "../../runtime/clock.ts";
import type {
  PersonalSettingsStore,
  StoredSettings,
} from "../../store/people/personal_settings.ts";
import type { Announcer } from "../chat.ts";
import { TtlCache } from "../../async/ttl_cache.ts";
import type { InboxUseCases } from "../contract/inbox.ts";

/** A change on another instance counts here after this long, even when the hint was lost. */
const KEPT_MS = 60_000;
const MAX_KEPT = 20_000;

/** How each of these people wants it, where it is asked often: read once, and trusted for a while. */
export interface SettingsOf {
  (users: Iterable<UserId>): Promise<ReadonlyMap<UserId, StoredSettings>>;
}

/** What personal settings are read and changed with. */
export interface PersonalSettingsParts {
  store: PersonalSettingsStore;
  announcer: Announcer;
  clock: Clock;
}

/** The settings of people: cached, and forgotten when a change is announced. */
export function createSettingsOf(
  { store, announcer, clock }: PersonalSettingsParts,
): SettingsOf {
  const kept = new TtlCache<StoredSettings>(clock, { max: MAX_KEPT, ttlMs: KEPT_MS });
  announcer.onAnnouncement((_, message) => {
    if (message.type !== "changed" || message.what !== "personal-settings") return;
    kept.delete(message.id);
  });
  const read = async (users: readonly UserId[]) => {
    const found = await store.getMany(users);
    return new Map(found.map((settings, n) => [users[n]!, settings]));
  };
  return (users) => kept.getMany(users, read);
}

/** Changing one's own settings. */
export function createPersonalSettingsUse(
  { store, announcer }: Pick<PersonalSettingsParts, "store" | "announcer">,
): Pick<InboxUseCases, "settings"> {
  return {
    async settings({ user: { id } }, { keywords: typed, receipts, typing }) {
      const keywords = typed && readKeywords(typed);
      if (typed && !keywords) {
        throw new ChatError("keywords", { ...KEYWORD_LENGTH, count: MAX_KEYWORDS });
      }
      const changes = {
        ...(keywords && { keywords }),
        ...(receipts !== undefined && { receipts }),
        ...(typing !== undefined && { typing }),
      };
      if (Object.keys(changes).length === 0) return personalOnly((await store.getMany([id]))[0]!);
      const settings = await store.change(id, () => changes);
      announcer.announce([{
        topic: "everyone",
        message: { type: "changed", what: "personal-settings", id },
      }]);
      return personalOnly(settings);
    },
  };
}

/** Those that devices are told of. */
function personalOnly({ keywords, receipts, typing }: StoredSettings) {
  return { keywords, receipts, typing };
}
