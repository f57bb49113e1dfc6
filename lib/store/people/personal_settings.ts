// What somebody wants to be notified of, and what others are told of them.
import { writeRow } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import { listPages } from "../../kv/list_pages.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import {
  DEFAULT_NOTIFICATIONS,
  type NotificationSettings,
  type OwnLevel,
} from "../../protocol/notifications/settings.ts";
import { DEFAULT_SETTINGS, type PersonalSettings } from "../../protocol/requests/inbox.ts";

/** All that somebody chose. */
export interface StoredSettings extends PersonalSettings {
  notifications: NotificationSettings;
  /** Of conversations for which they chose something of their own. */
  levels: Readonly<Record<ConversationId, OwnLevel>>;
}

/** Personal settings over a store. */
export interface PersonalSettingsStore {
  /** Those of each of these users, in the order asked. */
  getMany(users: readonly UserId[]): Promise<StoredSettings[]>;
  /** Changes some of them, by how they are, and gives all. Throws what `decide` throws. */
  change(
    user: UserId,
    decide: (current: StoredSettings) => Partial<StoredSettings>,
  ): Promise<StoredSettings>;
  /** Forgets all of it. */
  remove(user: UserId): Promise<void>;
  /** Whoever has keywords, with them; page by page. */
  keywords(): AsyncGenerator<{ user: UserId; keywords: readonly string[] }>;
}

/** Personal settings over a store. Rejects with `Unavailable`. */
export function createPersonalSettings(kv: Kv): PersonalSettingsStore {
  return {
    async getMany(users) {
      const rows = await kv.getMany<SettingsRow>(users.map(keys.personalSettings));
      return rows.map(({ value }) => complete(value));
    },
    async change(user, decide) {
      const row = await writeRow<SettingsRow>(kv, keys.personalSettings(user), (row) => {
        const current = complete(row);
        const value = { ...current, ...decide(current) };
        return { value, mutations: [saveKeywords(user, value.keywords)] };
      });
      return complete(row);
    },
    async remove(user) {
      const gone = [keys.personalSettings(user), keys.keywords(user)];
      await kv.commit([], gone.map((key) => ({ type: "delete", key })));
    },
    async *keywords() {
      for await (const page of listPages<string[]>(kv, keys.allKeywords())) {
        for (const { key, value } of page) yield { user: String(key.at(-1)), keywords: value };
      }
    },
  };
}

/** What was not chosen when it was written is as for everyone. */
type SettingsRow = Partial<StoredSettings>;

function complete(row: SettingsRow | null | undefined): StoredSettings {
  const notifications = { ...DEFAULT_NOTIFICATIONS, ...row?.notifications };
  return { ...DEFAULT_SETTINGS, levels: {}, ...row, notifications };
}

/** Those who have none have no row: all instances read all of them. */
function saveKeywords(user: UserId, keywords: readonly string[]): Mutation {
  const key = keys.keywords(user);
  return keywords.length > 0 ? { type: "set", key, value: keywords } : { type: "delete", key };
}
