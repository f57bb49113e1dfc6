import type { Check, Mutation } from "../../kv/kv.ts";
import type { ConversationLog } from "../../log/log.ts";
import { ChatError } from "../../protocol/errors.ts";
import type {
  ConversationId,
  Draft,
  LogEvent,
  MessageEvent,
  UserId,
} from "../../protocol/events.ts";
import type { Random } from "../../runtime/clock.ts";
import type { Conversation } from "../../store/conversations/conversations.ts";
import type { Acknowledge, Actor, LogPosition } from "../chat.ts";
import type { Access } from "../conversations/access.ts";
import { appendChecked } from "../conversations/checked_append.ts";
import { requireVisible } from "../conversations/visible.ts";
import { orRefuse } from "../refusals.ts";
import { unlessVanished } from "./read_out.ts";

/** An earlier message as it stands in the log, and where. */
export interface Amended {
  message: MessageEvent;
  /** Absent for an author who has left: see `Amendment.access`. */
  conversation: Conversation | undefined;
  actor: Actor;
}

/** A change to an earlier message: an event of its own, and the message's new form beside it. */
export interface Amendment {
  draft: Extract<Draft, { target: number }>;
  /** Whom the event names in place of the actor: what one votes secretly is nobody's to see. */
  by?(found: Amended): UserId;
  /**
   * How one must stand to the conversation: `see`, in it; `write`, in it and neither muted nor
   * without a voice there; `author`, in it, or who wrote the message and may have left.
   */
  access: "see" | "write" | "author";
  /**
   * The message after the change, “unchanged” where it is so already, or the refusal. Pure: asked
   * before, and again with the message as the commit finds it. `at` is the time of the event.
   */
  revise(found: Amended, at: number): MessageEvent | ChatError | "unchanged";
  /** Other rows of the same commit; `message` is what the change finds. Pure. */
  also?(message: MessageEvent, event: { seq: number; at: number }): Mutation[];
  /** What must still hold besides, read anew at each try, and rows that go with it. */
  confirm?(found: Amended): Promise<{ checks?: Check[]; also?: Mutation[] }>;
}

/**
 * Changes an earlier message, once: where nothing is left to change, nothing is appended, and the
 * place is that of the message. Throws `unknown-message`, what `Access` and `revise` refuse with.
 */
export type Amend = (
  actor: Actor,
  place: { conversation: ConversationId; target: number },
  amendment: Amendment,
  acknowledge?: Acknowledge,
) => Promise<LogPosition>;

/** The one way to change an earlier message, over the log. */
export function createAmend(
  { access, log, random }: { access: Access; log: ConversationLog; random: Random },
): Amend {
  return async (actor, { conversation: id, target }, amendment, acknowledge) => {
    const [entry] = await log.read(id, { after: target - 1, before: target + 1, limit: 1 });
    const conversation = await reach(access, actor, id, amendment.access, entry?.event);
    if (conversation && !isBy(entry?.event, actor.user.id)) {
      requireVisible(conversation, actor.user.id, target);
    }
    const found: Amended = { message: messageOf(entry?.event), conversation, actor };
    const done = (): LogPosition => {
      const position: LogPosition = { conversation: id, seq: target, at: found.message.at };
      acknowledge?.(position);
      return position;
    };
    const form = amendment.revise(found, found.message.at);
    if (form instanceof ChatError) throw form;
    if (form === "unchanged") return done();
    const request = random.uuid();
    let before = found.message;
    try {
      const appended = await appendChecked(log, async () => {
        const beside = await amendment.confirm?.(found);
        return {
          conversation: id,
          id: request,
          draft: amendment.draft,
          by: amendment.by?.(found) ?? actor.user.id,
          checks: beside?.checks ?? [],
          revise: (event, at) => {
            before = messageOf(event);
            // Past its time there is nothing to change any more, but to remove what is left (M11).
            const message = amendment.draft.kind === "delete"
              ? before
              : unlessVanished(before, { now: () => at });
            const form = amendment.revise({ ...found, message }, at);
            return form === "unchanged" ? new NothingToChange() : form;
          },
          also: (seq, at) => [
            ...(amendment.also?.(before, { seq, at }) ?? []),
            ...(beside?.also ?? []),
          ],
          acknowledge: ({ seq, at }) => acknowledge?.({ conversation: id, seq, at }),
        };
      });
      const { seq, at } = orRefuse(appended, "internal"); // there is always something to append
      return { conversation: id, seq, at };
    } catch (error) {
      if (error instanceof NothingToChange) return done();
      throw error;
    }
  };
}

/** Another request made the same change meanwhile. */
class NothingToChange extends Error {}

async function reach(
  access: Access,
  actor: Actor,
  conversation: ConversationId,
  how: Amendment["access"],
  event: LogEvent | undefined,
): Promise<Conversation | undefined> {
  if (how === "write") return await access.write(actor, conversation);
  return await access.see(actor, conversation).catch((refusal) => {
    // What one wrote is one's own, also after one has left.
    if (how === "author" && isBy(event, actor.user.id)) return undefined;
    throw refusal;
  });
}

function isBy(event: LogEvent | undefined, user: UserId): boolean {
  return event?.kind === "message" && event.by === user;
}

/** Throws `unknown-message` for what is none. */
function messageOf(event: LogEvent | undefined): MessageEvent {
  if (event?.kind !== "message") throw new ChatError("unknown-message");
  return event;
}
