import { Throttle } from "../../async/throttle.ts";
import type { Bus } from "../../cluster/bus.ts";
import type { UserId } from "../../protocol/events.ts";
import { KeywordMatcher } from "../../protocol/keywords.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { PersonalSettingsStore } from "../../store/people/personal_settings.ts";
import type { Announcer } from "../chat.ts";

/** Other instances change keywords too: a hint that was lost is made up for after this. */
const REFRESH_MS = 60_000;

/** What the keywords of everyone are held with. */
export interface KeywordIndexParts {
  store: Pick<PersonalSettingsStore, "keywords" | "getMany">;
  announcer: Pick<Announcer, "onAnnouncement">;
  bus: Pick<Bus, "alone" | "onSuspicion">;
  clock: Clock;
  logger: Logger;
}

/**
 * The keywords of everyone in memory, so that a message costs no read for them: read with the first
 * message, kept by announcements, and read anew behind the back of whoever writes.
 */
export class KeywordIndex {
  #matcher = new KeywordMatcher<UserId>();
  #of = new Map<UserId, readonly string[]>();
  #loading: Promise<void> | undefined;
  #loadedAt: number | undefined;
  readonly #refresh: Throttle;

  constructor(private readonly parts: KeywordIndexParts) {
    const { announcer, bus, clock } = parts;
    this.#refresh = new Throttle(clock, () => REFRESH_MS, () => void this.load());
    announcer.onAnnouncement((_, message) => {
      if (message.type === "changed" && message.what === "personal-settings") {
        void this.#reread(message.id);
      }
    });
    bus.onSuspicion(() => {
      if (this.#loadedAt !== undefined) this.#refresh.request();
    });
  }

  /** Whose keywords a text holds. Never rejects: while the store is silent, nobody's. */
  async find(text: string): Promise<ReadonlySet<UserId>> {
    if (this.#loadedAt === undefined) await this.load();
    else if (!this.parts.bus.alone && this.parts.clock.elapsed() - this.#loadedAt > REFRESH_MS) {
      this.#refresh.request();
    }
    return this.#matcher.find(text);
  }

  /** Reads all of them: before the first message, which would wait for it. Never rejects. */
  load(): Promise<void> {
    return this.#loading ??= this.#read().finally(() => (this.#loading = undefined));
  }

  async #read(): Promise<void> {
    const { store, clock, logger } = this.parts;
    const startedAt = clock.elapsed();
    const matcher = new KeywordMatcher<UserId>();
    const of = new Map<UserId, readonly string[]>();
    try {
      for await (const { user, keywords } of store.keywords()) {
        of.set(user, keywords);
        for (const keyword of keywords) matcher.add(keyword, user);
      }
    } catch (error) {
      return logger.error("keywords could not be read", error);
    }
    this.#matcher = matcher;
    this.#of = of;
    this.#loadedAt = startedAt;
  }

  /** Somebody changed theirs. */
  async #reread(user: UserId): Promise<void> {
    if (this.#loadedAt === undefined && !this.#loading) return; // the first message reads all
    try {
      await this.#loading;
      const [settings] = await this.parts.store.getMany([user]);
      const keywords = settings?.keywords ?? [];
      for (const one of this.#of.get(user) ?? []) this.#matcher.remove(one, user);
      for (const one of keywords) this.#matcher.add(one, user);
      this.#of.set(user, keywords);
    } catch (error) {
      this.parts.logger.error("keywords could not be read", error);
      this.#refresh.request();
    }
  }
}
