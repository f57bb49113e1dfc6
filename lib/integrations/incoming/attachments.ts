// Attachments as Slack introduced them and Mattermost and others took them on.
import { timeOf } from "./markdown.ts";
import {
  bold,
  fieldLine,
  isEmpty,
  type JsonObject,
  linked,
  media,
  noteUnlinked,
  objectsAt,
  paragraphs,
  pathTo,
  plain,
  quoted,
  type Reading,
  textAt,
  textOf,
  webAddress,
} from "./reading.ts";
import { readBlocks } from "./blocks.ts";

/** How the texts of a payload are marked up. */
export type ReadMarkup = (text: string, reading: Reading, path: string) => string;

const KNOWN: ReadonlySet<string> = new Set([
  ...["pretext", "author_name", "author_link", "title", "title_link", "text", "fields", "footer"],
  ...["ts", "fallback", "blocks", "actions", "color", "image_url", "thumb_url", "author_icon"],
  ...["footer_icon", "mrkdwn_in", "callback_id", "attachment_type", "id", "markdown_in", "mrkdwn"],
]);

const KNOWN_IN_FIELD: ReadonlySet<string> = new Set(["title", "value", "short"]);
const KNOWN_IN_ACTION: ReadonlySet<string> = new Set(
  ["type", "text", "name", "url", "style", "value", "id"],
);

/** Reads one attachment: a quote below the message. */
export function readAttachment(
  attachment: JsonObject,
  read: ReadMarkup,
  reading: Reading,
  path: string,
): string {
  const at = (name: string) => pathTo(path, name);
  const said = (name: string) =>
    read(textAt(attachment[name], reading, at(name)), reading, at(name));
  reading.noteOthers(attachment, KNOWN, path);
  if (!isEmpty(attachment.color)) reading.note(at("color"), "colour");
  for (const name of ["author_icon", "footer_icon"]) {
    if (!isEmpty(attachment[name])) reading.note(at(name), "face");
  }
  for (const name of ["author_link", "title_link"]) {
    noteUnlinked(attachment[name], reading, at(name));
  }
  const blocks = readBlocks(attachment.blocks, reading, at("blocks"));
  const inside = paragraphs(
    linked(said("author_name"), attachment.author_link),
    bold(linked(said("title"), attachment.title_link)),
    said("text"),
    readFields(attachment.fields, read, reading, at("fields")),
    blocks,
    ...["image_url", "thumb_url"].map((name) => media(attachment[name], reading, at(name))),
    readActions(attachment.actions, reading, at("actions")),
    [said("footer"), stamp(attachment.ts)].filter((one) => one !== "").join(" · "),
  );
  const whole = inside === "" ? said("fallback") : inside;
  return paragraphs(said("pretext"), quoted(whole));
}

/** “**Level:** 18 %”, a line each. */
function readFields(value: unknown, read: ReadMarkup, reading: Reading, path: string): string {
  return objectsAt(value, reading, path).map(([n, field]) => {
    const at = pathTo(path, n);
    reading.noteOthers(field, KNOWN_IN_FIELD, at);
    const said = (name: string) =>
      read(textAt(field[name], reading, pathTo(at, name)), reading, pathTo(at, name));
    return fieldLine(said("title"), said("value"));
  }).join("\n");
}

/** Buttons that lead somewhere are links; the others are not taken over. */
function readActions(value: unknown, reading: Reading, path: string): string {
  return objectsAt(value, reading, path).map(([n, action]) => {
    const at = pathTo(path, n);
    if (webAddress(action.url) !== "") {
      reading.noteOthers(action, KNOWN_IN_ACTION, at);
      const words = textAt(action.text, reading, pathTo(at, "text")) || textOf(action.name);
      return linked(plain(words, reading), action.url);
    }
    reading.note(at, "button");
    return "";
  }).filter((one) => one !== "").join(" · ");
}

/** A time in seconds, whole or with a fraction. */
function stamp(value: unknown): string {
  const seconds = Number(textOf(value));
  return seconds > 0 && seconds < 1e11 ? timeOf(seconds * 1_000) : "";
}
