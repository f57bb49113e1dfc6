import { KeyedBuckets } from "../../async/token_bucket.ts";
import { ChatError, tooFast } from "../../protocol/errors.ts";
import { codePoints, DRAFT_LENGTH, DRAFT_RATE } from "../../protocol/limits.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import type { Drafts } from "../../store/messages/drafts.ts";
import { normalizeNewlines } from "../../text/message_text.ts";
import type { Announcer } from "../chat.ts";
import type { InboxUseCases } from "../contract/inbox.ts";
import type { Access } from "../conversations/access.ts";

/** What drafts are kept with. */
export interface DraftParts {
  access: Access;
  conversations: Pick<Conversations, "membershipsOf">;
  store: Drafts;
  announcer: Pick<Announcer, "announce">;
  clock: Clock;
}

/** What somebody types, on all of their devices: the last change that knows of the others wins (M12). */
export function createDraftUse(
  { access, conversations, store, announcer, clock }: DraftParts,
): Pick<InboxUseCases, "draft" | "drafts"> {
  const rates = new KeyedBuckets(clock);
  return {
    async drafts({ user: { id } }) {
      const [drafts, own] = await Promise.all([store.of(id), conversations.membershipsOf(id)]);
      const mine = new Set(own);
      return drafts.filter(({ conversation }) => mine.has(conversation));
    },

    async draft(actor, { conversation, text: typed, at, begun, over }) {
      const { id: user } = actor.user;
      await access.see(actor, conversation);
      const text = normalizeNewlines(typed);
      if (codePoints(text) > DRAFT_LENGTH) {
        throw new ChatError("text-too-long", { limit: DRAFT_LENGTH });
      }
      const waitMs = rates.take(`${user} ${conversation}`, DRAFT_RATE);
      if (waitMs > 0) throw tooFast(waitMs);
      // No clock may win for good by being ahead of ours.
      const mine = { conversation, text, at: Math.min(at, clock.now()), begun };
      const draft = await store.write(user, { ...mine, over });
      if (draft.at === mine.at && draft.text === text && draft.begun === begun) {
        announcer.announce([{
          topic: `user:${user}`,
          message: { type: "draft", user, draft, connection: actor.connection },
        }]);
      }
      return draft;
    },
  };
}
