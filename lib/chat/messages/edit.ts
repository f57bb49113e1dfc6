import type { Mutation } from "../../kv/kv.ts";
import type { ConversationLog } from "../../log/log.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId, MessageEvent, UserId } from "../../protocol/events.ts";
import { standsInTimeline } from "../../protocol/threads.ts";
import { followIndexLater } from "../../search/indexing.ts";
import { addMention } from "../../store/conversations/read_marks.ts";
import { addToInbox, forgetCalls } from "../../store/messages/mentions.ts";
import { keepVersion, type Versions } from "../../store/messages/versions.ts";
import type { Chat } from "../chat.ts";
import type { Access } from "../conversations/access.ts";
import { requireVisible } from "../conversations/visible.ts";
import type { Directory } from "../identity/profiles.ts";
import type { Amend } from "./amend.ts";
import { forgetUnshown, type PreviewPlans, withoutUnlinked } from "./link_previews.ts";
import type { FindMentions } from "./mentions.ts";
import { readMessageText } from "./read_text.ts";
import type { ReadOut } from "./read_out.ts";
import type { ScreenWords } from "./screen.ts";

/** Versions of one page; a reply holds some 300 KB of them at most. */
const PAGE = 20;

/** What edits are made over. */
export interface EditParts {
  access: Access;
  amend: Amend;
  directory: Pick<Directory, "profiles">;
  /** What is asked of the new words, whom they name, and which pages of theirs are read. */
  words: { screen: ScreenWords; findMentions: FindMentions; previews: PreviewPlans };
  log: Pick<ConversationLog, "entries">;
  readOut: Pick<ReadOut, "known">;
  versions: Versions;
}

/** Editing: the words of now stand in the message, those before in rows of their own (M1). */
export function createEdits(parts: EditParts): Pick<Chat, "edit" | "versions"> {
  const { access, amend, directory, words, log, readOut, versions } = parts;
  return {
    async edit(actor, { conversation: id, target, text: written, version }, acknowledge) {
      const text = readMessageText(written, { mayBeEmpty: true });
      const conversation = await access.write(actor, id);
      await words.screen(actor, { conversation, text });
      const named = await words.findMentions(text, conversation);
      await directory.profiles(named); // so that delivery need not wait for names
      return await amend(actor, { conversation: id, target }, {
        draft: { kind: "edit", target },
        access: "write",
        revise({ message }, at) {
          const refusal = refusalToEdit(message, actor.user.id);
          if (refusal) return refusal;
          // What is sent with files may say nothing beside them.
          if (text === "" && !message.files) return new ChatError("empty-text");
          if (message.text === text) return "unchanged";
          const now = message.version ?? 0;
          if (version !== undefined && version !== now) return new ChatError("edited-meanwhile");
          return edited(message, { text, at, named });
        },
        also: (message, { at }) => [
          ...keepVersion(id, message),
          ...followIndexLater(id, at),
          ...renamed(id, message, namedAfter(message, named)),
          ...forgetUnshown(message, edited(message, { text, at, named }), at),
          ...words.previews.plan(
            { text, before: message.text, version: (message.version ?? 0) + 1 },
            actor.user,
            conversation,
            { conversation: id, seq: target, at },
          ),
        ],
      }, acknowledge);
    },

    async versions(actor, { conversation, target, before }) {
      requireVisible(await access.see(actor, conversation), actor.user.id, target);
      const [entry] = await log.entries(conversation, [target]);
      const [message] = entry ? readOut.known([entry]) : [];
      if (message?.kind !== "message" || message.deletedAt !== undefined) {
        throw new ChatError("unknown-message");
      }
      const { version = 0, text, at, editedAt = at } = message;
      const end = Math.min(before ?? version, version);
      const now = before === undefined ? [{ version, text, at: editedAt }] : [];
      const limit = PAGE + 1; // one more tells whether there are more
      const found = await versions.before(conversation, target, { before: end, limit });
      return { versions: [...found.slice(-PAGE), ...now], more: found.length > PAGE };
    },
  };
}

/** That there still are words, and whose they are. */
function refusalToEdit(
  { by, deletedAt, forwarded }: MessageEvent,
  user: UserId,
): ChatError | undefined {
  if (deletedAt !== undefined) return new ChatError("unknown-message");
  if (by !== user || forwarded) return new ChatError("not-allowed");
  return undefined;
}

function edited(
  message: MessageEvent,
  { text, at, named }: { text: string; at: number; named: readonly UserId[] },
): MessageEvent {
  const { mentions: _, ...rest } = message;
  const mentions = namedAfter(message, named);
  return withoutUnlinked({
    ...rest,
    text,
    editedAt: at,
    version: (message.version ?? 0) + 1,
    ...(mentions.length > 0 && { mentions }),
  });
}

/** Whom the message names now. `@here` called who was here then: that stays. */
function namedAfter({ mentions = [], call }: MessageEvent, named: readonly UserId[]): UserId[] {
  return [...new Set([...named, ...(call === "here" ? mentions : [])])];
}

/**
 * The writes that note who is named now and was not before, and forget the others. An edit calls nobody
 * but by name: nobody is to learn of `@room` by a message that they have read.
 */
function renamed(
  conversation: ConversationId,
  message: MessageEvent,
  after: readonly UserId[],
): Mutation[] {
  const { seq, at, by, mentions: before = [] } = message;
  const added = after.filter((user) => user !== by && !before.includes(user));
  const gone = before.filter((user) => !after.includes(user));
  return [
    ...(standsInTimeline(message) ? added.map((user) => addMention(user, conversation, seq)) : []),
    ...added.map((user) => addToInbox(user, { conversation, seq, at, why: "name" })),
    ...forgetCalls(gone, { conversation, seq, at }),
  ];
}
