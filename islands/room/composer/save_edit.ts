// The end of an edit. Loaded with the first one.
import { Refused, type TimelineItem } from "../../../lib/client/model.ts";
import type { Version } from "../../../lib/protocol/requests/edits.ts";
import { isBlank } from "../../../lib/text/message_text.ts";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { removeSoon } from "../window/remove_soon.ts";
import type { EditedMessage, Writing } from "./writing.ts";

/** How saving went: it is done, or it failed and why; `overtaken`: by what the message says now (M2). */
export type Saved = { is: "done" } | { is: "failed"; why: string; overtaken?: Version };

/** Saves what was written over a version of a message. With nothing left of it, it is deleted. */
export async function saveEdit(
  window: ChatWindow,
  { conversation, seq, text: before, files }: Extract<Writing, { is: "edit" }>,
  text: string,
  version: number,
): Promise<Saved> {
  const said = isBlank(text) ? "" : text;
  if (said === "" && !files) removeSoon(window, conversation, seq);
  if (said === "" && !files || said === before) return { is: "done" };
  try {
    await window.model.edit(conversation, seq, said, version);
    return { is: "done" };
  } catch (error) {
    const why = failureMessage(window.words, error);
    if (!(error instanceof Refused) || error.error.code !== "conflict") {
      return { is: "failed", why };
    }
    const { versions } = await window.model.versions(conversation, seq);
    return { is: "failed", why, overtaken: versions.at(-1) };
  }
}

/** The own message before the one that is edited, or the last one, as far as it is loaded. */
export function ownMessageBefore(
  items: readonly TimelineItem[],
  edited: EditedMessage | undefined,
): EditedMessage | undefined {
  const end = edited ? items.findIndex(({ key }) => key === edited.key) : items.length;
  const last = items.slice(0, Math.max(0, end)).findLast((item) =>
    item.is === "message" && item.own && item.event.deletedAt === undefined && !item.event.forwarded
  );
  return last?.is === "message" ? editedMessage(last) : undefined;
}

/** A message as an edit begins with it. */
export function editedMessage(
  { key, event }: Extract<TimelineItem, { is: "message" }>,
): EditedMessage {
  const { seq, at, text, version = 0, files } = event;
  return { key, seq, at, text, version, ...(files && { files: true }) };
}
