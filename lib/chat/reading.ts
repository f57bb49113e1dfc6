import { ChatError } from "../protocol/errors.ts";
import type { PresenceChange, Profiles } from "../protocol/events.ts";
import { directId } from "../store/conversations.ts";
import type { Actor, Chat } from "./chat.ts";
import { namedIn } from "./directory.ts";
import { conversationMeant, noSuchRoom, personCalled } from "./finding.ts";
import type { ChatParts } from "./parts.ts";

/** Reading: what there is, what was said, and how far one has read. */
export function createReading(
  parts: ChatParts,
): Pick<Chat, "sync" | "history" | "read" | "summary" | "memberships"> {
  const { access, conversations, directory, log, positions, presence, summaries } = parts;

  /** Whoever syncs is here, also before their arrival is told to everyone (P3). */
  function presenceFor({ user }: Actor): PresenceChange[] {
    const everyone = presence.everyone();
    if (everyone.some((one) => one.user === user.id)) return everyone;
    return [...everyone, { user: user.id, name: user.name, role: user.role, state: "online" }];
  }

  return {
    async sync(actor) {
      const all = await summaries.all(actor.user.id);
      const { id, ...profile } = actor.user;
      const users: Profiles = { [id]: profile };
      for (const { with: other } of all) {
        if (other && other.id !== id) users[other.id] = { name: other.name, role: other.role };
      }
      return { user: actor.user, conversations: all, presence: presenceFor(actor), users };
    },

    async history(actor, { conversation, before, after, limit }) {
      await access.see(actor, conversation);
      // One more than asked tells whether there is more. Without `after`, pages go back.
      const newest = after === undefined;
      const range = { before, after, limit: limit + 1, newest };
      const entries = await log.read(conversation, range);
      const more = entries.length > limit;
      const page = !more ? entries : newest ? entries.slice(-limit) : entries.slice(0, limit);
      const events = page.map((entry) => entry.event);
      return { events, users: await directory.profiles(namedIn(events)), more };
    },

    async read(actor, { conversation, seq }) {
      await access.see(actor, conversation);
      await positions.advance(actor.user.id, conversation, seq);
    },

    memberships: (user) => conversations.membershipsOf(user),

    async summary(actor, which) {
      const id = "direct" in which
        ? directId(actor.user.id, (await personCalled(parts, which.direct)).id)
        : await conversationMeant(parts, which);
      const conversation = await access.see(actor, id).catch((error) => {
        if (!(error instanceof ChatError) || error.refusal !== "unknown-conversation") throw error;
        throw "room" in which ? noSuchRoom(which) : error;
      });
      const [summary] = await summaries.of(actor.user.id, [conversation]);
      if (!summary) throw new ChatError("unknown-conversation");
      return summary;
    },
  };
}
