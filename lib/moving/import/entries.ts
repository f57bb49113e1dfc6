// Entries of an export of ours, with the ids that people, rooms and files have here.
import type { LogEntry } from "../../log/log.ts";
import type { LogEvent, MessageEvent } from "../../protocol/events.ts";
import type { SharedFile } from "../../protocol/files.ts";

/** What ids of the export are here. */
export interface IdsHere {
  person(id: string): string;
  conversation(id: string): string;
  file(id: string): string;
  /** Whether the bytes of a file came. */
  hasFile(id: string): boolean;
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
  const { mentions, reactions, pinned, replies, poll, moved, movedHere, files } = message;
  const all = (people: readonly string[]) => people.map(ids.person);
  const here = files?.filter(({ id }) => ids.hasFile(id)).map((file) => fileHere(file, ids));
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
  };
}

function fileHere(file: SharedFile, ids: IdsHere): SharedFile {
  const { preview, ...rest } = file;
  const hasPreview = preview !== undefined && ids.hasFile(preview);
  return { ...rest, id: ids.file(file.id), ...(hasPreview && { preview: ids.file(preview) }) };
}
