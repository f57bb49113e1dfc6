// What people typed and did not send, so that it follows them over their devices.
import { writeRow } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import { listAll } from "../../kv/list_pages.ts";
import type { UserId } from "../../protocol/events.ts";
import type { KeptDraft } from "../../protocol/requests/inbox.ts";

/** `KeptDraft` without its conversation. */
type DraftRow = Omit<KeptDraft, "conversation">;

/** So long an empty draft holds off what another device wrote before it and sends late. */
const EMPTY_KEPT_MS = 7 * 24 * 60 * 60_000;

/** The write that ends a draft, in the commit of the message that was made of it (M12). */
export function endDraft(user: UserId, { conversation, ...value }: KeptDraft): Mutation {
  return { type: "set", key: keys.draft(user, conversation), value, expireIn: EMPTY_KEPT_MS };
}

/** Drafts over a store. */
export interface Drafts {
  /** All that somebody has, the last changed first. */
  of(user: UserId): Promise<KeptDraft[]>;
  /**
   * Keeps a draft, unless one was changed later, this one was sent, or it goes on from another change of
   * it (`over`) than stands; gives the one that stands.
   */
  write(user: UserId, draft: KeptDraft & { over?: number | undefined }): Promise<KeptDraft>;
}

/** Drafts over a store. Rejects with `Unavailable`. */
export function createDrafts(kv: Kv): Drafts {
  return {
    async of(user) {
      const rows = await listAll<DraftRow>(kv, keys.drafts(user));
      return rows.filter(({ value }) => value.text !== "")
        .map(({ key, value }) => ({ conversation: String(key.at(-1)), ...value }))
        .sort((one, other) => other.at - one.at);
    },
    async write(user, { conversation, over, ...value }) {
      const row = await writeRow<DraftRow>(kv, keys.draft(user, conversation), (current) => {
        if (current && current.at >= value.at) return undefined; // the last one wins, by time
        const isSame = current?.begun === value.begun;
        if (isSame && current.text === "") return undefined; // it is over
        // What was typed there meanwhile would be lost: whoever wrote this does not know of it yet.
        if (isSame && over !== undefined && current.at !== over) return undefined;
        return value.text === "" ? { value, expireIn: EMPTY_KEPT_MS } : { value };
      });
      return { conversation, ...(row ?? value) };
    },
  };
}
