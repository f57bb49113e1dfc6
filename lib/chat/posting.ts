import { ChatError } from "../protocol/errors.ts";
import type { ConversationId, Draft, LogEvent, MessageEvent } from "../protocol/events.ts";
import { codePoints, LIMITS } from "../protocol/limits.ts";
import { may } from "../protocol/permissions.ts";
import type { AppendOutcome } from "../store/conversation_log.ts";
import type { Mutation } from "../store/kv.ts";
import { mentioned, readTo, unmentioned } from "../store/read_marks.ts";
import { journal } from "./administration/parts.ts";
import type { Actor, Chat, Placed } from "./chat.ts";
import { mentionsIn } from "./mentions.ts";
import type { ChatParts } from "./parts.ts";
import { openDirect } from "./direct.ts";
import { Lines } from "./lines.ts";

/** White space, controls and format characters alone are no message. */
const SAYS_SOMETHING = /[^\s\p{Cc}\p{Cf}]/u;

/** Posting and deleting messages, and saying that one is about to. */
export function createPosting(parts: ChatParts): Pick<Chat, "post" | "delete" | "typing"> {
  const { access, announcer, directory, log, mutes, positions, random } = parts;
  const lines = new Lines();

  async function placeOf(actor: Actor, message: { conversation?: string; to?: string }) {
    if (message.conversation !== undefined) return message.conversation;
    if (message.to === undefined) throw new ChatError("invalid-field", { field: "conversation" });
    await mutes.check(actor.user.id); // before a conversation is made for nothing
    return (await openDirect(parts, actor, message.to)).id;
  }

  return {
    async post(actor, message, acknowledge) {
      checkText(message.text);
      const place = lines.take(actor.session);
      try {
        const user = actor.user.id;
        const conversation = await access.write(actor, await placeOf(actor, message));
        const { id } = conversation;
        if (message.replyTo !== undefined) await checkHead(parts, id, message.replyTo);
        const mentions = await mentionsIn(message.text, conversation, parts);
        await directory.profiles([user, ...mentions]); // so that delivery need not wait for names
        const others = mentions.filter((one) => one !== user);
        const draft: Draft = {
          kind: "message",
          id: message.id,
          text: message.text,
          ...(message.replyTo !== undefined && { replyTo: message.replyTo }),
          ...(mentions.length > 0 && { mentions }),
        };
        await place.before; // who writes twice is stored in that order, whatever each had to look up
        // Who writes has read: the mark goes with the message, or with the next write of the mark.
        const marks = positions.due(user, id);
        const appending = log.append({
          conversation: id,
          by: user,
          id: message.id,
          after: message.after,
          draft,
          also: (seq): Mutation[] => [
            ...others.map((one) => mentioned(one, id, seq)),
            ...(marks ? [readTo(user, id, seq)] : []),
          ],
          acknowledge: ({ seq, at, duplicate }) => {
            if (!duplicate) positions.wrote(user, id, seq, marks);
            acknowledge?.({ conversation: id, seq, at });
          },
        });
        place.pass();
        return placed(id, await appending);
      } finally {
        place.pass();
      }
    },

    async delete(actor, { conversation: id, target }, acknowledge) {
      const conversation = await access.see(actor, id);
      const moderates = conversation.kind === "room" &&
        may(actor.user.role, "delete what others wrote");
      const [entry] = await log.read(id, { after: target - 1, before: target + 1, limit: 1 });
      const message = deletable(entry?.event, actor, moderates);
      if (message instanceof ChatError) throw message;
      if (message.deletedAt !== undefined) {
        const done: Placed = { conversation: id, seq: target, at: message.deletedAt };
        acknowledge?.(done);
        return done;
      }
      const lines = message.by === actor.user.id ? [] : [
        journal(parts, actor.user, {
          act: "message-deleted",
          whom: { id: message.by, name: (await directory.person(message.by))?.name ?? "" },
          where: { conversation: id, name: conversation.name, seq: target },
        }),
      ];
      const [head] = await log.heads([id]);
      const outcome = await log.append({
        conversation: id,
        by: actor.user.id,
        id: random.uuid(),
        after: head?.seq ?? 0, // a new id: a duplicate can only stand after the head of now
        draft: { kind: "delete", target },
        revise: (event, at) => {
          const found = deletable(event, actor, moderates);
          return found instanceof ChatError ? found : emptied(found, at);
        },
        also: () => [
          ...(message.mentions ?? []).map((user) => unmentioned(user, id, target)),
          ...lines,
        ],
        acknowledge: ({ seq, at }) => acknowledge?.({ conversation: id, seq, at }),
      });
      return placed(id, outcome);
    },

    async typing(actor, conversation) {
      await access.write(actor, conversation);
      announcer.announce([{
        topic: `conversation:${conversation}`,
        message: { type: "typing", conversation, user: actor.user.id },
      }]);
    },
  };
}

function checkText(text: string) {
  if (!SAYS_SOMETHING.test(text)) throw new ChatError("empty-text");
  if (codePoints(text) > LIMITS.text) throw new ChatError("text-too-long", { limit: LIMITS.text });
}

async function checkHead({ log }: ChatParts, conversation: ConversationId, seq: number) {
  const [head] = await log.heads([conversation]);
  if (seq > (head?.seq ?? 0)) throw new ChatError("unknown-message");
}

function deletable(
  event: LogEvent | undefined,
  actor: Actor,
  moderates: boolean,
): MessageEvent | ChatError {
  if (event?.kind !== "message") return new ChatError("unknown-message");
  if (event.by !== actor.user.id && !moderates) return new ChatError("not-allowed");
  return event;
}

/** What is left of a deleted message: its place, its author and its time. */
function emptied({ kind, seq, at, by, id, replyTo }: MessageEvent, deletedAt: number) {
  return { kind, seq, at, by, id, text: "", ...(replyTo !== undefined && { replyTo }), deletedAt };
}

/** Where a request without checks was appended. */
function placed(conversation: ConversationId, outcome: AppendOutcome): Placed {
  if (outcome.is === "conflict") throw new ChatError("internal"); // only requests with checks end so
  const { seq, at } = outcome.appended;
  return { conversation, seq, at };
}
