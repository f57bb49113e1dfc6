import type { Bus } from "../../cluster/bus.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import { may } from "../../protocol/permissions.ts";
import type {
  Conversation,
  Conversations,
  Standing,
} from "../../store/conversations/conversations.ts";
import { isGroup, listsPerson } from "../../store/conversations/groups.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Actor, Announcer } from "../chat.ts";
import { TrustedCache } from "../trusted_cache.ts";
import type { Raid } from "../../protocol/administration.ts";
import { raidError } from "../moderation/raid_error.ts";
import type { Acceptance } from "../moderation/acceptance.ts";
import type { Mutes } from "../moderation/mutes.ts";

/** Who may see and who may write where. Throws a `ChatError` with the reason when not. */
export interface Access {
  /** The conversation, for its members alone. Others learn of public rooms only that they exist. */
  see(actor: Actor, conversation: ConversationId): Promise<Conversation>;
  /** The same, for those who may write there, and are not muted. */
  write(actor: Actor, conversation: ConversationId): Promise<Conversation>;
  /** As `write`, where it needs no read; `undefined` where it does. Throws what `write` throws. */
  writeKnown(actor: Actor, conversation: ConversationId): Conversation | undefined;
  /**
   * Throws `muted`, with the reason and the time, `raid-read-only` of guests, and `rules-first` of who
   * has not accepted the rules: asked before whatever others will read.
   */
  requireUnmuted(actor: Actor): Promise<void>;
}

/** What the rules are read from. */
export interface AccessParts {
  conversations: Pick<Conversations, "standing">;
  mutes: Mutes;
  /** Who has accepted the rules, where they are to be. */
  acceptance: Acceptance;
  announcer: Announcer;
  bus: Bus;
  clock: Clock;
  /** That there is a raid now: guests only read. */
  raid: () => Raid | undefined;
}

/** Access over strong reads that are trusted for a while; absences are never kept. */
export function createAccess(
  { conversations, mutes, acceptance, announcer, bus, clock, raid }: AccessParts,
): Access {
  const rows = new TrustedCache<Conversation>(bus, clock);
  const members = new TrustedCache<true>(bus, clock);

  announcer.onAnnouncement((_, message) => {
    if (message.type === "membership") {
      members.delete(pair(message.conversation, message.user));
      if (isGroup(message.conversation)) rows.delete(message.conversation);
    }
    if (message.type === "changed" && message.what === "conversation") rows.delete(message.id);
  });

  function seeKnown(actor: Actor, id: ConversationId): Conversation | undefined {
    const known = rows.get(id);
    if (!known || !members.get(pair(id, actor.user.id))) return undefined;
    return listsPerson(known, actor.user.id) ? known : undefined;
  }

  async function see(actor: Actor, id: ConversationId): Promise<Conversation> {
    const known = seeKnown(actor, id);
    if (known) return known;
    const key = pair(id, actor.user.id);
    // One read serves both when neither is kept.
    let read: Promise<Standing> | undefined;
    const standing = () => read ??= conversations.standing(id, actor.user.id);
    const [conversation, member] = await Promise.all([
      rows.getOne(id, async () => (await standing()).conversation.value ?? undefined),
      members.getOne(key, async () => (await standing()).member.value ? true : undefined),
    ]);
    if (!conversation || !member) throw refusalToSee(conversation);
    if (listsPerson(conversation, actor.user.id)) return conversation;
    // The row of the group is older than the membership: what they are shown stands in a newer one.
    rows.delete(id);
    const now = await conversations.standing(id, actor.user.id);
    if (now.conversation.value && now.member.value) return now.conversation.value;
    throw refusalToSee(now.conversation.value);
  }

  /** Throws `raid-read-only` for guests in a raid. */
  function requireNoRaid({ user }: Actor): void {
    const now = user.role === "guest" ? raid() : undefined;
    if (now) throw raidError("raid-read-only", now, clock.now());
  }

  async function requireUnmuted(actor: Actor): Promise<void> {
    requireNoRaid(actor);
    for (const user of answering(actor)) await mutes.check(user);
    await acceptance.check(actor);
  }

  return {
    see,
    requireUnmuted,
    writeKnown(actor, id) {
      const conversation = seeKnown(actor, id);
      requireNoRaid(actor);
      if (!conversation || !answering(actor).every(mutes.checkKnown)) return undefined;
      if (!acceptance.isKnown(actor)) return undefined;
      return requireOpen(actor, conversation);
    },
    async write(actor, id) {
      const [conversation] = await Promise.all([see(actor, id), requireUnmuted(actor)]);
      return requireOpen(actor, conversation);
    },
  };
}

/** Whose sanctions count: of a bot also those of who answers for it. */
function answering({ user, bot }: Actor): UserId[] {
  return bot ? [user.id, bot.by] : [user.id];
}

function requireOpen({ user }: Actor, conversation: Conversation): Conversation {
  const { closed, readOnly } = conversation;
  if (!(closed || readOnly) || may(user.role, "write where it is read-only")) return conversation;
  throw new ChatError(closed ? "conversation-closed" : "read-only");
}

/** What those who are not in it are told: of private conversations, that there is none. */
export function refusalToSee(conversation: Conversation | null | undefined): ChatError {
  const open = conversation?.kind === "room" && !conversation.private;
  return new ChatError(open ? "not-member" : "unknown-conversation");
}

function pair(conversation: ConversationId, user: UserId): string {
  return `${conversation} ${user}`;
}
