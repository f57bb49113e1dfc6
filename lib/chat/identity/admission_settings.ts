import type { Bus } from "../../cluster/bus.ts";
import type { AskedRules, CommunityProfile } from "../../protocol/community.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { EmojiList } from "../../protocol/custom_emoji.ts";
import { readCustomEmoji } from "../../store/community/custom_emoji.ts";
import { KnownEmoji } from "./known_emoji.ts";
import { FIRST_RULES, readProfile } from "../../store/community/profile.ts";
import type { Raid, Settings } from "../../protocol/administration.ts";
import type { CommitParts } from "../../kv/checked_write.ts";
import { DEFAULT_SETTINGS, readSettings } from "../../store/community/settings.ts";
import type { Kv } from "../../kv/kv.ts";
import type { Clock } from "../../runtime/clock.ts";
import { Throttle } from "../../async/throttle.ts";
import { TtlCache } from "../../async/ttl_cache.ts";
import { readHeldWordsRow } from "../../store/community/held_words.ts";
import {
  type DecidedProviders,
  NO_PROVIDERS,
  readProviders,
} from "../../store/community/providers.ts";
import { readRaid } from "../../store/community/raid.ts";
import type { Announcer } from "../chat.ts";
import { raidError } from "../moderation/raid_error.ts";
import { HeldWords } from "../moderation/held_words.ts";

/** A setting that was changed elsewhere holds here after this long, even when the hint was lost. */
const SETTINGS_TTL_MS = 10_000;
/** Between suspicions that make them be read again. */
const CLEAR_EVERY_MS = 2_000;

/** What was decided for the whole community, kept for a while. */
export interface Community {
  /** The settings of admission, at most 10 s old. Rejects with `Unavailable`. */
  settings(): Promise<Settings>;
  /** The settings as far as this instance knows: each message asks, and none waits for them. */
  rules(): Settings;
  /** That there is a raid now, likewise. */
  raid(): Raid | undefined;
  /**
   * What holds a commit to there being no raid: read anew. Throws `raid-closed`. Rejects with
   * `Unavailable`.
   */
  confirmOpen(): Promise<CommitParts>;
  /** The words that messages wait for, likewise. */
  heldWords(): HeldWords;
  /** What the community says of itself, as far as this instance knows. */
  profile(): KnownProfile;
  /** The rules that are to be accepted before one writes, likewise; `undefined` where none are. */
  askedRules(): AskedRules | undefined;
  name(): string;
  /** Its emoji, likewise: read again by the way where that was long ago. */
  emoji(): EmojiList;
  /** Tells when others are known. */
  onEmoji(told: (list: EmojiList) => void): void;
  /** The providers that administrators added, and their order, likewise. */
  providers(): DecidedProviders;
  /** Reads all that again. Rejects with `Unavailable`. */
  refresh(): Promise<void>;
}

/** The profile as it is shown; whether somebody wrote its name or icon; the founder's checklist. */
export interface KnownProfile {
  shown: CommunityProfile;
  written: boolean;
  checklistHidden: boolean;
}

/** What a community is called that nobody named. */
const UNNAMED = "Palabre";

/** The profile of a community of which nobody wrote anything. */
const UNWRITTEN: CommunityProfile = {
  name: UNNAMED,
  icon: "",
  welcome: "",
  rules: [],
  accent: "",
  terms: "",
  firstRoom: "",
  presets: [],
  acceptRules: false,
  rulesVersion: FIRST_RULES,
};

function readDecided(kv: Kv) {
  return Promise.all([
    readProfile(kv),
    readSettings(kv),
    readHeldWordsRow(kv),
    readRaid(kv),
    readCustomEmoji(kv),
    readProviders(kv),
  ]);
}

/** The community's settings over a store; `name` is what it is called until somebody names it. */
export function createCommunity(
  { kv, announcer, bus, clock, logger }: {
    kv: Kv;
    announcer: Announcer;
    bus: Pick<Bus, "onSuspicion">;
    clock: Clock;
    logger: Logger;
  },
  name = UNNAMED,
): Community {
  const initial = { ...UNWRITTEN, name };
  let rules: Settings = DEFAULT_SETTINGS;
  let words = new HeldWords([]);
  let raid: Raid | undefined;
  const emoji = new KnownEmoji(kv, clock, logger);
  let providers = NO_PROVIDERS;
  const inForce = (one: Raid | undefined | null) =>
    one && clock.now() < one.until ? one : undefined;
  let profile: KnownProfile = { shown: initial, written: false, checklistHidden: false };

  async function refresh() {
    const [profiled, settings, held, raided, custom, provided] = await readDecided(kv);
    const { written, checklistHidden, picture } = profiled;
    emoji.take(custom);
    providers = provided.decided;
    raid = raided.value ?? undefined;
    rules = settings;
    words = new HeldWords(held);
    const named = written.name !== undefined || written.icon !== undefined || picture !== undefined;
    const shown = { ...initial, ...written, ...(picture && { picture: picture.tag }) };
    profile = { shown, written: named, checklistHidden };
  }

  function refreshSoon() {
    refresh().catch((error) => logger.error("what the community decided could not be read", error));
  }

  const cache = new TtlCache<Settings>(clock, { max: 1, ttlMs: SETTINGS_TTL_MS });
  announcer.onAnnouncement((_, message) => {
    if (message.type === "changed" && message.what === "settings") {
      cache.clear();
      refreshSoon();
    }
  });
  const clearing = new Throttle(clock, () => CLEAR_EVERY_MS, () => {
    cache.clear();
    refreshSoon();
  });
  bus.onSuspicion(() => clearing.request());
  return {
    profile: () => profile,
    askedRules() {
      const { acceptRules, rules, rulesVersion: version } = profile.shown;
      return acceptRules && rules.length > 0 ? { version, rules } : undefined;
    },
    name: () => profile.shown.name,
    emoji: () => emoji.now(),
    onEmoji: (told) => emoji.onChange(told),
    providers: () => providers,
    rules: () => rules,
    heldWords: () => words,
    raid: () => inForce(raid),
    async confirmOpen() {
      const { key, value, versionstamp } = await readRaid(kv);
      const now = inForce(value);
      if (now) throw raidError("raid-closed", now, clock.now());
      return { checks: [{ key, versionstamp }], mutations: [] };
    },
    refresh,
    settings: () => cache.getOne("settings", () => readSettings(kv)),
  };
}
