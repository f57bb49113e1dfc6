// Slack's blocks: https://docs.slack.dev/reference/block-kit/blocks
import { readMrkdwn } from "./mrkdwn.ts";
import {
  bold,
  escaped,
  isEmpty,
  isObject,
  type Json,
  type JsonObject,
  linked,
  media,
  noteUnlinked,
  objectAt,
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

/** What blocks hold that is read, or asks for nothing that could be missed, by their type. */
const KNOWN: Record<string, ReadonlySet<string>> = Object.fromEntries(
  Object.entries({
    header: ["text"],
    section: ["text", "fields", "accessory", "expand"],
    context: ["elements"],
    actions: ["elements"],
    image: ["image_url", "title", "alt_text"],
    video: ["title_url", "title", "alt_text", "video_url", "thumbnail_url"],
    markdown: ["text"],
    rich_text: ["elements"],
    divider: [],
  }).map(([type, names]) => [type, new Set(["type", "block_id", ...names])]),
);
const KNOWN_IN_TEXT: ReadonlySet<string> = new Set(["type", "text", "emoji", "verbatim"]);
const KNOWN_IN_ELEMENT: ReadonlySet<string> = new Set([
  ...["type", "text", "url", "image_url", "alt_text", "value", "action_id", "style", "block_id"],
  "accessibility_label",
]);
const KNOWN_IN_RICH: ReadonlySet<string> = new Set([
  ...["type", "elements", "style", "indent", "border", "offset", "language"],
]);
const KNOWN_IN_SPAN: ReadonlySet<string> = new Set([
  ...["type", "text", "url", "style", "name", "range", "fallback", "timestamp", "format"],
  ...["user_id", "channel_id", "usergroup_id", "unicode", "skin_tone", "unsafe"],
]);

/** Reads blocks, one below the other. */
export function readBlocks(blocks: Json, reading: Reading, path: string): string {
  return paragraphs(
    ...objectsAt(blocks, reading, path).map(([n, block]) =>
      readBlock(block, reading, pathTo(path, n))
    ),
  );
}

function readBlock(block: JsonObject, reading: Reading, path: string): string {
  const at = (name: string) => pathTo(path, name);
  const known = KNOWN[textOf(block.type)];
  if (known) reading.noteOthers(block, known, path);
  switch (block.type) {
    case "header":
      return bold(textObject(block.text, reading, at("text")));
    case "section": {
      const fields = objectsAt(block.fields, reading, at("fields")).map(([n, field]) =>
        textObject(field, reading, pathTo(at("fields"), n))
      );
      return paragraphs(
        textObject(block.text, reading, at("text")),
        ...fields,
        isEmpty(block.accessory) ? "" : readElement(
          objectAt(block.accessory, reading, at("accessory")),
          reading,
          at("accessory"),
        ),
      );
    }
    case "context":
    case "actions":
      return objectsAt(block.elements, reading, at("elements")).map(([n, one]) =>
        readElement(one, reading, pathTo(at("elements"), n))
      ).filter((one) => one !== "").join(" · ");
    case "image":
    case "video": {
      const title = textObject(block.title, reading, at("title")) ||
        escaped(textOf(block.alt_text));
      const name = block.type === "image" ? "image_url" : "title_url";
      return media(block[name], reading, at(name), title);
    }
    case "markdown":
      return textAt(block.text, reading, at("text"));
    case "rich_text":
      return paragraphs(
        ...objectsAt(block.elements, reading, at("elements")).map(([n, one]) =>
          readRich(one, reading, pathTo(at("elements"), n))
        ),
      );
    case "divider":
      return "";
    default:
      reading.note(path, "unknown");
      return "";
  }
}

/** A text object, `mrkdwn` or `plain_text`; a bare string is read as the former. */
function textObject(value: Json, reading: Reading, path: string): string {
  if (!isObject(value)) return readMrkdwn(textAt(value, reading, path), reading, path);
  reading.noteOthers(value, KNOWN_IN_TEXT, path);
  const text = textAt(value.text, reading, pathTo(path, "text"));
  return value.type === "plain_text" ? plain(text, reading) : readMrkdwn(text, reading, path);
}

/** An element of a context or of actions. */
function readElement(element: JsonObject, reading: Reading, path: string): string {
  switch (element.type) {
    case "mrkdwn":
    case "plain_text":
      return textObject(element, reading, path);
    case "image":
      reading.noteOthers(element, KNOWN_IN_ELEMENT, path);
      return media(
        element.image_url,
        reading,
        pathTo(path, "image_url"),
        escaped(textOf(element.alt_text)),
      );
    case "button":
    case "workflow_button":
      if (webAddress(element.url) !== "") {
        reading.noteOthers(element, KNOWN_IN_ELEMENT, path);
        return linked(textObject(element.text, reading, pathTo(path, "text")), element.url);
      }
      reading.note(path, "button");
      return "";
    default:
      reading.note(path, "button");
      return "";
  }
}

/** A part of rich text: a paragraph, a list, a quote or code. */
function readRich(part: JsonObject, reading: Reading, path: string): string {
  const inside = () =>
    objectsAt(part.elements, reading, pathTo(path, "elements")).map(([n, one]) =>
      readSpan(one, reading, pathTo(pathTo(path, "elements"), n))
    ).join("");
  reading.noteOthers(part, KNOWN_IN_RICH, path);
  switch (part.type) {
    case "rich_text_section":
      return inside();
    case "rich_text_quote":
      return quoted(inside());
    case "rich_text_preformatted": {
      const code = objectsAt(part.elements, reading, pathTo(path, "elements"))
        .map(([n, one]) => textAt(one.text, reading, pathTo(pathTo(path, "elements"), n))).join("");
      return `\`\`\`\n${code}\n\`\`\``;
    }
    case "rich_text_list": {
      const indent = "  ".repeat(Math.min(5, Number(textOf(part.indent)) || 0));
      return objectsAt(part.elements, reading, pathTo(path, "elements")).map(([n, item]) => {
        const mark = part.style === "ordered" ? `${n + 1}.` : "-";
        return `${indent}${mark} ${readItem(item, reading, pathTo(pathTo(path, "elements"), n))}`;
      }).join("\n");
    }
    default:
      reading.note(path, "unknown");
      return "";
  }
}

/** An item of a list: lists stand below each other there, never in each other. */
function readItem(item: JsonObject, reading: Reading, path: string): string {
  if (item.type !== "rich_text_list") return readRich(item, reading, path);
  reading.note(path, "unknown");
  return "";
}

function readSpan(span: JsonObject, reading: Reading, path: string): string {
  const text = textAt(span.text, reading, pathTo(path, "text"));
  reading.noteOthers(span, KNOWN_IN_SPAN, path);
  switch (span.type) {
    case "text":
      return styled(text, span.style);
    case "link":
      noteUnlinked(span.url, reading, pathTo(path, "url"));
      return linked(escaped(text), span.url);
    case "emoji":
      return reading.emojiOf(textOf(span.name)) ?? `:${textOf(span.name)}:`;
    case "broadcast":
      return textOf(span.range) === "here" ? "@here" : "@room";
    case "date":
      return textOf(span.fallback);
    case "user":
    case "channel":
    case "usergroup":
      reading.note(path, "reference");
      return textOf(span.user_id) || textOf(span.channel_id) || textOf(span.usergroup_id);
    default:
      reading.note(path, "unknown");
      return text;
  }
}

/** A text with its style; marks stand at words, never at spaces. */
function styled(text: string, style: Json): string {
  if (!isObject(style) || text.trim() === "") return escaped(text);
  const words = text.trim();
  const before = text.slice(0, text.length - text.trimStart().length);
  const after = text.slice(text.trimEnd().length);
  if (style.code) return `${before}\`${words.replaceAll("`", "'")}\`${after}`;
  const mark = `${style.bold ? "**" : ""}${style.italic ? "_" : ""}${style.strike ? "~~" : ""}`;
  return `${before}${mark}${escaped(words)}${[...mark].reverse().join("")}${after}`;
}
