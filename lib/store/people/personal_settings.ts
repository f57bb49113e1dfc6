// What somebody wants to be notified of, and what others are told of them.
import { writeRow } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import { listPages } from "../../kv/list_pages.ts";
import type { UserId } from "../../protocol/events.ts";
import { DEFAULT_SETTINGS, type PersonalSettings } from "../../protocol/requests/inbox.ts";

/** Personal settings over a store. */
export interface PersonalSettingsStore {
  /** Those of each of these users, in the order asked. */
  getMany(users: readonly UserId[]): Promise<PersonalSettings[]>;
  /** Changes some of them, and gives all. */
  change(user: UserId, changes: Partial<PersonalSettings>): Promise<PersonalSettings>;
  /** Whoever has keywords, with them; page by page. */
  keywords(): AsyncGenerator<{ user: UserId; keywords: readonly string[] }>;
}

/** Personal settings over a store. Rejects with `Unavailable`. */
export function createPersonalSettings(kv: Kv): PersonalSettingsStore {
  return {
    async getMany(users) {
      const rows = await kv.getMany<PersonalSettings>(users.map(keys.personalSettings));
      return rows.map(({ value }) => ({ ...DEFAULT_SETTINGS, ...value }));
    },
    async change(user, changes) {
      const row = await writeRow<PersonalSettings>(kv, keys.personalSettings(user), (current) => {
        const value = { ...DEFAULT_SETTINGS, ...current, ...changes };
        return { value, mutations: [saveKeywords(user, value.keywords)] };
      });
      return row ?? DEFAULT_SETTINGS;
    },
    async *keywords() {
      for await (const page of listPages<string[]>(kv, keys.allKeywords())) {
        for (const { key, value } of page) yield { user: String(key.at(-1)), keywords: value };
      }
    },
  };
}

/** Those who have none have no row: all instances read all of them. */
function saveKeywords(user: UserId, keywords: readonly string[]): Mutation {
  const key = keys.keywords(user);
  return keywords.length > 0 ? { type: "set", key, value: keywords } : { type: "delete", key };
}
