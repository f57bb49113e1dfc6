import type { Kv } from "../../kv/kv.ts";
import type { Random } from "../../runtime/clock.ts";
import { readHeldWordsRow, writeHeldWords } from "../../store/community/held_words.ts";
import type { AuditEntries } from "../audit_entries.ts";
import type { Actor, Announcer } from "../chat.ts";
import type { Community } from "../identity/admission_settings.ts";
import { requirePermission } from "./authorize.ts";
import { readHeldWords } from "./held_words.ts";

/** The words that messages wait for. */
export interface WordList {
  /** Throws `not-allowed`. */
  heldWords(actor: Actor): Promise<string[]>;
  /** Replaces all of them, and gives them as they are kept. Throws `not-allowed`, `held-words`. */
  changeHeldWords(actor: Actor, words: readonly string[]): Promise<string[]>;
}

/** The words in the store; a change and its line in the audit log in one commit. */
export function createWordList(
  { kv, community, announcer, audit, random }: {
    kv: Kv;
    community: Pick<Community, "refresh">;
    announcer: Pick<Announcer, "announce">;
    audit: AuditEntries;
    random: Random;
  },
): WordList {
  return {
    async heldWords(actor) {
      requirePermission(actor, "handle reports");
      return await readHeldWordsRow(kv);
    },

    async changeHeldWords(actor, typed) {
      requirePermission(actor, "change who may come in");
      const words = readHeldWords(typed);
      const entry = audit.entry(actor.user, { act: "held-words", what: String(words.length) });
      const beside = async () => {
        const { checks } = await audit.confirm(actor, "change who may come in");
        return { checks, mutations: [entry] };
      };
      await writeHeldWords(kv, { id: random.uuid(), words, beside });
      await community.refresh();
      const message = { type: "changed", what: "settings", id: "" } as const;
      announcer.announce([{ topic: "everyone", message }]);
      return words;
    },
  };
}
