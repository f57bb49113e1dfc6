import type { Bus } from "../cluster/bus.ts";
import { ChatError } from "../protocol/errors.ts";
import type { ConversationId, UserId } from "../protocol/events.ts";
import { may } from "../protocol/permissions.ts";
import type { Conversation, Conversations, Standing } from "../store/conversations.ts";
import type { Clock } from "../world/world.ts";
import { Cache } from "./cache.ts";
import type { Actor, Announcer } from "./chat.ts";
import type { Mutes } from "./mutes.ts";

/**
 * How long a membership or a conversation's row is trusted without a hint. A hint drops it at once;
 * a lost hint leaves somebody who was removed this long on the instances that did not hear of it.
 */
const TRUST_MS = 5_000;
const MAX_KEPT = 20_000;

/** Who may see and who may write where. Throws a `ChatError` with the reason when not. */
export interface Access {
  /** The conversation, for its members alone. Others learn of public rooms only that they exist. */
  see(actor: Actor, conversation: ConversationId): Promise<Conversation>;
  /** The same, for those who may write there, and are not muted. */
  write(actor: Actor, conversation: ConversationId): Promise<Conversation>;
}

/** What the rules are read from. */
export interface AccessParts {
  conversations: Conversations;
  mutes: Mutes;
  announcer: Announcer;
  bus: Bus;
  clock: Clock;
}

/** Access over strong reads that are kept for a while; absences are never kept. */
export function createAccess({ conversations, mutes, announcer, bus, clock }: AccessParts): Access {
  const rows = new Cache<Conversation>(clock, { max: MAX_KEPT, ttlMs: TRUST_MS });
  const members = new Cache<true>(clock, { max: MAX_KEPT, ttlMs: TRUST_MS });

  announcer.onAnnouncement((_, message) => {
    if (message.type === "membership") members.forget(pair(message.conversation, message.user));
    if (message.type === "changed" && message.what === "conversation") rows.forget(message.id);
  });
  bus.onSuspicion(() => {
    rows.clear();
    members.clear();
  });

  async function see(actor: Actor, id: ConversationId): Promise<Conversation> {
    const key = pair(id, actor.user.id);
    // One read serves both when neither is kept.
    let read: Promise<Standing> | undefined;
    const standing = () => read ??= conversations.standing(id, actor.user.id);
    const [conversation, member] = await Promise.all([
      rows.getOne(id, async () => (await standing()).conversation.value ?? undefined),
      members.getOne(key, async () => (await standing()).member.value ? true : undefined),
    ]);
    if (conversation && member) return conversation;
    throw refusalToSee(conversation);
  }

  return {
    see,
    async write(actor, id) {
      const [conversation] = await Promise.all([see(actor, id), mutes.check(actor.user.id)]);
      if (!may(actor.user.role, "write where it is read-only")) {
        if (conversation.closed) throw new ChatError("conversation-closed");
        if (conversation.readOnly) throw new ChatError("read-only");
      }
      return conversation;
    },
  };
}

/** What those who are not in it are told: of private conversations, that there is none. */
export function refusalToSee(conversation: Conversation | null | undefined): ChatError {
  const open = conversation?.kind === "room" && !conversation.private;
  return new ChatError(open ? "not-member" : "unknown-conversation");
}

function pair(conversation: ConversationId, user: UserId): string {
  return `${conversation} ${user}`;
}
