// Messages of Slack's and Mattermost's incoming webhooks.
import { readAttachment, type ReadMarkup } from "./attachments.ts";
import { readBlocks } from "./blocks.ts";
import {
  isEmpty,
  type JsonObject,
  objectsAt,
  paragraphs,
  pathTo,
  type Reading,
  type ReadPayload,
  textAt,
  textOf,
} from "./reading.ts";

/** Fields that are read, or that ask for nothing that could be missed. */
const KNOWN: ReadonlySet<string> = new Set([
  ...["text", "blocks", "attachments", "username", "icon_emoji", "icon_url", "channel", "mrkdwn"],
  ...["thread_ts", "root_id", "link_names", "unfurl_links", "unfurl_media", "parse", "fallback"],
  ...["response_type", "replace_original", "delete_original", "reply_broadcast", "type", "as_user"],
]);

/** Reads a message; `read`: how its texts are marked up. */
export function readSlack(
  payload: JsonObject,
  read: ReadMarkup,
  reading: Reading,
): Omit<ReadPayload, "unshown"> {
  reading.noteOthers(payload, KNOWN);
  for (
    const [name, why] of [
      ...[["channel", "room"], ["username", "name"], ["icon_url", "face"]] as const,
      ["icon_emoji", "face"] as const,
    ]
  ) {
    if (!isEmpty(payload[name])) reading.note(name, why);
  }
  const blocks = readBlocks(payload.blocks, reading, "blocks");
  const attachments = objectsAt(payload.attachments, reading, "attachments").map(([n, one]) =>
    readAttachment(one, read, reading, pathTo("attachments", n))
  );
  // With blocks, the text is for notifications alone.
  const text = blocks === ""
    ? read(textAt(payload.text, reading, "text"), reading, "text")
    : blocks;
  const said = text.trim() !== "" || attachments.some((one) => one !== "");
  const sign = said && reading.emojiOf(textOf(payload.icon_emoji).replaceAll(":", ""));
  const thread = textOf(payload.thread_ts) || textOf(payload.root_id);
  return {
    text: paragraphs([sign, text].filter(Boolean).join(" "), ...attachments),
    ...(thread !== "" && { thread }),
  };
}
