// Entries of an export of ours, with the ids that people, rooms and files have here.
import * as v from "valibot";
import { isHeard } from "../../files/content.ts";
import { ALT_LENGTH, NewSharedFile } from "../../protocol/requests/shared_files.ts";
import type { LogEntry } from "../../log/log.ts";
import type { LogEvent, MessageEvent } from "../../protocol/events.ts";
import type { SharedFile } from "../../protocol/files.ts";
import { codePoints, LIMITS } from "../../protocol/limits.ts";
import type { LinkPreview } from "../../protocol/link_previews.ts";
import { fileLine } from "./values.ts";

const VOICE = v.pick(NewSharedFile, ["duration", "wave"]);

/** What ids of the export are here. */
export interface IdsHere {
  person(id: string): string;
  conversation(id: string): string;
  /** Nothing where its bytes did not come. */
  file(file: SharedFile): SharedFile | undefined;
}

/** The entry as it stands here. */
export function entryHere(entry: LogEntry, ids: IdsHere): LogEntry {
  const event = eventHere(entry.event, ids);
  return { ...entry, event: { ...event, by: ids.person(event.by) } };
}

function eventHere(event: LogEvent, ids: IdsHere): LogEvent {
  switch (event.kind) {
    case "message":
      return messageHere(event, ids);
    case "move":
      return {
        ...event,
        to: { ...event.to, conversation: ids.conversation(event.to.conversation) },
      };
    case "edit":
      return { ...event, ...(event.mentions && { mentions: event.mentions.map(ids.person) }) };
    case "join":
      return {
        ...event,
        ...(event.addedBy !== undefined && { addedBy: ids.person(event.addedBy) }),
      };
    default:
      return event;
  }
}

function messageHere(message: MessageEvent, ids: IdsHere): MessageEvent {
  const { mentions, reactions, pinned, replies, poll, moved, movedHere, files, previews } = message;
  const all = (people: readonly string[]) => people.map(ids.person);
  const here = files?.flatMap((file) => ids.file(file) ?? []);
  return {
    ...message,
    ...(mentions && { mentions: all(mentions) }),
    ...(reactions && {
      reactions: Object.fromEntries(
        Object.entries(reactions).map(([emoji, one]) => [emoji, { ...one, by: all(one.by) }]),
      ),
    }),
    ...(pinned && { pinned: { ...pinned, by: ids.person(pinned.by) } }),
    ...(replies && { replies: { ...replies, by: all(replies.by) } }),
    ...(poll && {
      poll: {
        ...poll,
        options: poll.options.map((option) => ({
          ...option,
          ...(option.by && { by: all(option.by) }),
        })),
      },
    }),
    ...(moved && { moved: { ...moved, conversation: ids.conversation(moved.conversation) } }),
    ...(movedHere && { movedHere: { ...movedHere, by: ids.person(movedHere.by) } }),
    ...(files && { files: here && here.length > 0 ? here : undefined }),
    ...(files && { text: withLost(message, ids) }),
    ...(previews && { previews: previews.map((one) => previewHere(one, ids)) }),
  };
}

/** The words, and the names of files whose bytes did not come, as far as they fit. */
function withLost({ text, files = [], deletedAt }: MessageEvent, ids: IdsHere): string {
  if (deletedAt !== undefined) return text;
  const lost = files.filter((file) => !ids.file(file)).map(({ name }) => fileLine(name));
  const all = [text, ...lost].filter((line) => line !== "").join("\n");
  return codePoints(all) > LIMITS.text ? text : all;
}

/** Without a picture where its bytes did not come. */
function previewHere({ picture, ...said }: LinkPreview, ids: IdsHere): LinkPreview {
  const file = picture && ids.file({ id: picture.id, name: "", type: "", size: 0 });
  return file ? { ...said, picture: { ...picture, id: file.id } } : said;
}

/**
 * A file of an export as it stands here: what can be seen in its bytes is what was seen in them, and what
 * the export says beside it is kept where a client might have said it.
 */
export function fileHere(
  { id, alt, duration, thumbHash, wave, preview, placeRemoved }: SharedFile,
  written: ReadonlyMap<string, SharedFile>,
): SharedFile | undefined {
  const file = written.get(id);
  if (!file) return undefined;
  const { success: isHash, output: hash } = v.safeParse(NewSharedFile.entries.thumbHash, thumbHash);
  const { success: isVoice, output: voice } = v.safeParse(VOICE, { duration, wave });
  const smaller = preview === undefined ? undefined : written.get(preview)?.id;
  return {
    ...file,
    ...(isHash && hash !== undefined && { thumbHash: hash }),
    ...(alt !== undefined && { alt: alt.slice(0, ALT_LENGTH) }),
    ...(isVoice && isHeard(file.type) && voice),
    ...(smaller !== undefined && { preview: smaller }),
    ...(placeRemoved && { placeRemoved }),
  };
}
