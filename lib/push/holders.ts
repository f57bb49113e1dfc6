import { HeldRows, type HeldWith } from "../chat/held_rows.ts";
import type { UserId } from "../protocol/events.ts";
import { levelOf } from "../protocol/notifications/settings.ts";
import type { PersonalSettingsStore, StoredSettings } from "../store/people/personal_settings.ts";
import type { PushDevices } from "../store/people/push_devices.ts";

/** People whose settings one read asks for. */
const READ_AT_ONCE = 100;

/** What those who have devices are held with. */
export interface HoldersParts extends HeldWith {
  devices: Pick<PushDevices, "holders" | "of">;
  settings: Pick<PersonalSettingsStore, "getMany">;
}

/** Whoever has a device, and how they are notified, in memory. */
export class Holders {
  readonly #held: HeldRows<StoredSettings>;

  constructor(private readonly parts: HoldersParts) {
    this.#held = new HeldRows(parts, {
      name: "devices to push to",
      readAll: () => this.#readAll(),
      readOne: (user) => this.#readOne(user),
      isOf: (what, user) =>
        what === "push-devices" || what === "personal-settings" && this.has(user),
    });
  }

  /** Reads all of them. Never rejects. */
  load(): Promise<void> {
    return this.#held.load();
  }

  has(user: UserId): boolean {
    return this.#held.rows.has(user);
  }

  get isEmpty(): boolean {
    return this.#held.rows.size === 0;
  }

  all(): Iterable<UserId> {
    return this.#held.rows.keys();
  }

  /** Those who are told of each message of a room. */
  allOf(conversation: { id: string; kind: "room" }): UserId[] {
    return [...this.#held.rows].flatMap(([user, settings]) =>
      levelOf(settings, conversation).level === "all" ? [user] : []
    );
  }

  async #readAll(): Promise<Map<UserId, StoredSettings>> {
    const { devices, settings } = this.parts;
    const users = [...await devices.holders()];
    const found = new Map<UserId, StoredSettings>();
    for (let from = 0; from < users.length; from += READ_AT_ONCE) {
      const page = users.slice(from, from + READ_AT_ONCE);
      const read = await settings.getMany(page);
      for (const [n, user] of page.entries()) if (read[n]) found.set(user, read[n]);
    }
    return found;
  }

  async #readOne(user: UserId): Promise<StoredSettings | undefined> {
    const { devices, settings } = this.parts;
    const [own, [stored]] = await Promise.all([devices.of(user), settings.getMany([user])]);
    return own.length > 0 ? stored : undefined;
  }
}
