import { ChatError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/events.ts";
import { readKeywords } from "../../protocol/keywords.ts";
import {
  codePoints,
  KEYWORD_LENGTH,
  MAX_BLOCKED,
  MAX_KEYWORDS,
  MAX_PRONOUNS,
} from "../../protocol/limits.ts";
import type { Clock } from "../../runtime/clock.ts";
import type {
  PersonalSettingsStore,
  StoredSettings,
} from "../../store/people/personal_settings.ts";
import { directId } from "../../store/conversations/conversations.ts";
import type { Users } from "../../store/people/users.ts";
import type { Actor, Announcer } from "../chat.ts";
import type { Access } from "../conversations/access.ts";
import type { ScreenWords } from "../messages/screen.ts";
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
  { store, users, access, screen, announcer }:
    & Pick<PersonalSettingsParts, "store" | "announcer">
    & {
      users: Pick<Users, "byName" | "get">;
      access: Pick<Access, "requireUnmuted">;
      /** What is asked of words that others see. */
      screen: ScreenWords;
    },
): Pick<InboxUseCases, "settings"> {
  /**
   * Throws `pronouns-too-long`, `words-not-here`; others read them, so who is muted may keep them, or take
   * them away.
   */
  async function requirePronouns(actor: Actor, pronouns: string): Promise<void> {
    if (codePoints(pronouns) > MAX_PRONOUNS) {
      throw new ChatError("pronouns-too-long", { limit: MAX_PRONOUNS });
    }
    const [before] = await store.getMany([actor.user.id]);
    if (before?.pronouns === pronouns) return;
    await access.requireUnmuted(actor);
    await screen(actor, { text: pronouns });
  }

  return {
    async settings(actor, asked) {
      const { id } = actor.user;
      const { keywords: typed, receipts, typing, requests, zone, block, unblock } = asked;
      const pronouns = asked.pronouns?.trim().replace(/\s+/gu, " ");
      const keywords = typed && readKeywords(typed);
      if (typed && !keywords) {
        throw new ChatError("keywords", { ...KEYWORD_LENGTH, count: MAX_KEYWORDS });
      }
      const changes = {
        ...(keywords && { keywords }),
        ...(receipts !== undefined && { receipts }),
        ...(typing !== undefined && { typing }),
        ...(requests && { requests }),
        ...(pronouns !== undefined && { pronouns }),
        ...(zone !== undefined && { zone }),
      };
      if (pronouns) await requirePronouns(actor, pronouns);
      const change = block !== undefined
        ? blocking(id, await personCalled(users, block))
        : unblock !== undefined
        ? unblocking(id, unblock)
        : undefined;
      if (Object.keys(changes).length === 0 && !change) {
        return personalOnly((await store.getMany([id]))[0]!);
      }
      const settings = await store.change(id, (now) => ({ ...changes, ...change?.(now) }));
      announcer.announce([{
        topic: "everyone",
        message: { type: "changed", what: "personal-settings", id },
      }]);
      return personalOnly(settings);
    },
  };
}

/** Somebody by name, or by id. Throws `unknown-user`. */
async function personCalled(users: Pick<Users, "byName" | "get">, which: string): Promise<UserId> {
  const found = await users.byName(which) ?? await users.get(which);
  if (!found || found.goneAt !== undefined) throw new ChatError("unknown-user", { name: which });
  return found.id;
}

/** The person is blocked, and what they write to one directly notifies one of nothing. */
function blocking(user: UserId, whom: UserId) {
  if (user === whom) throw new ChatError("block-self");
  return ({ blocked, levels }: StoredSettings) => {
    if (blocked.includes(whom)) return {};
    if (blocked.length >= MAX_BLOCKED) {
      throw new ChatError("too-many-blocked", { limit: MAX_BLOCKED });
    }
    const silent = { [directId(user, whom)]: { level: "nothing" as const } };
    return { blocked: [...blocked, whom], levels: { ...levels, ...silent } };
  };
}

function unblocking(user: UserId, whom: UserId) {
  return ({ blocked, levels }: StoredSettings) => {
    if (!blocked.includes(whom)) return {};
    const { [directId(user, whom)]: _, ...others } = levels;
    return { blocked: blocked.filter((one) => one !== whom), levels: others };
  };
}

/** Those that devices are told of. */
function personalOnly(
  { keywords, receipts, typing, blocked, requests, pronouns, zone }: StoredSettings,
) {
  return { keywords, receipts, typing, blocked, requests, pronouns, zone };
}
