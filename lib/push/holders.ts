import { Throttle } from "../async/throttle.ts";
import type { Announcer } from "../chat/chat.ts";
import type { Bus } from "../cluster/bus.ts";
import type { UserId } from "../protocol/events.ts";
import { levelOf } from "../protocol/notifications/settings.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import type { PersonalSettingsStore, StoredSettings } from "../store/people/personal_settings.ts";
import type { PushDevices } from "../store/people/push_devices.ts";

/** A hint that was lost is made up for after this. */
const REFRESH_MS = 60_000;
/** People whose settings one read asks for. */
const READ_AT_ONCE = 100;

/** What those who have devices are held with. */
export interface HoldersParts {
  devices: Pick<PushDevices, "holders" | "of">;
  settings: Pick<PersonalSettingsStore, "getMany">;
  announcer: Pick<Announcer, "onAnnouncement">;
  bus: Pick<Bus, "alone" | "onSuspicion">;
  clock: Clock;
  logger: Logger;
}

/**
 * Whoever has a device, and how they are notified, in memory: a message in a community where nobody has
 * one costs nothing. Kept by announcements, and read anew now and then.
 */
export class Holders {
  #settings = new Map<UserId, StoredSettings>();
  #loading: Promise<void> | undefined;
  #loadedAt: number | undefined;
  readonly #refresh: Throttle;

  constructor(private readonly parts: HoldersParts) {
    const { announcer, bus, clock } = parts;
    this.#refresh = new Throttle(clock, () => REFRESH_MS, () => void this.load());
    announcer.onAnnouncement((_, message) => {
      if (message.type !== "changed") return;
      const { what, id } = message;
      if (what === "push-devices" || what === "personal-settings" && this.#settings.has(id)) {
        void this.#reread(id);
      }
    });
    bus.onSuspicion(() => this.#refresh.request());
  }

  /** Reads all of them. Never rejects. */
  load(): Promise<void> {
    return this.#loading ??= this.#read().finally(() => (this.#loading = undefined));
  }

  has(user: UserId): boolean {
    const { bus, clock } = this.parts;
    if (!bus.alone && clock.elapsed() - (this.#loadedAt ?? 0) > REFRESH_MS) this.#refresh.request();
    return this.#settings.has(user);
  }

  get isEmpty(): boolean {
    return this.#settings.size === 0;
  }

  all(): Iterable<UserId> {
    return this.#settings.keys();
  }

  /** Those who are told of each message of a room. */
  allOf(conversation: { id: string; kind: "room" }): UserId[] {
    return [...this.#settings].flatMap(([user, settings]) =>
      levelOf(settings, conversation).level === "all" ? [user] : []
    );
  }

  async #read(): Promise<void> {
    const { devices, settings, clock, logger } = this.parts;
    const startedAt = clock.elapsed();
    try {
      const users = [...await devices.holders()];
      const found = new Map<UserId, StoredSettings>();
      for (let from = 0; from < users.length; from += READ_AT_ONCE) {
        const page = users.slice(from, from + READ_AT_ONCE);
        const read = await settings.getMany(page);
        for (const [n, user] of page.entries()) if (read[n]) found.set(user, read[n]);
      }
      this.#settings = found;
      this.#loadedAt = startedAt;
    } catch (error) {
      logger.error("devices to push to could not be read", error);
    }
  }

  /** Somebody changed how they are notified. */
  async #reread(user: UserId): Promise<void> {
    try {
      await this.#loading;
      const [own, [settings]] = await Promise.all([
        this.parts.devices.of(user),
        this.parts.settings.getMany([user]),
      ]);
      if (own.length > 0 && settings) this.#settings.set(user, settings);
      else this.#settings.delete(user);
    } catch (error) {
      this.parts.logger.error("devices to push to could not be read", error);
      this.#refresh.request();
    }
  }
}
