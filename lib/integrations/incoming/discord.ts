// Messages of Discord's webhooks: https://discord.com/developers/docs/resources/webhook
import { readMarkdown, timeOf } from "./markdown.ts";
import {
  bold,
  escaped,
  fieldLine,
  isEmpty,
  isObject,
  type JsonObject,
  linked,
  media,
  noteUnlinked,
  objectAt,
  objectsAt,
  paragraphs,
  pathTo,
  quoted,
  type Reading,
  type ReadPayload,
  textAt,
  textOf,
  webAddress,
} from "./reading.ts";

const KNOWN: ReadonlySet<string> = new Set([
  ...["content", "embeds", "username", "avatar_url", "components", "allowed_mentions", "tts"],
  ...["thread_name", "flags", "nonce", "enforce_nonce"],
]);
/** Components that stand in each other; Discord has rows in sections in containers. */
const MAX_DEPTH = 8;
const KNOWN_IN_EMBED: ReadonlySet<string> = new Set([
  ...["title", "url", "description", "fields", "author", "footer", "timestamp", "image", "color"],
  ...["thumbnail", "video", "type", "provider"],
]);

const KNOWN_IN_PART: ReadonlySet<string> = new Set([
  ...["name", "text", "url", "icon_url", "proxy_icon_url", "proxy_url", "width", "height"],
]);
const KNOWN_IN_FIELD: ReadonlySet<string> = new Set(["name", "value", "inline"]);
const KNOWN_IN_COMPONENT: ReadonlySet<string> = new Set([
  ...["type", "components", "id", "style", "label", "url", "custom_id", "disabled"],
]);

/** Reads a message with its embeds. */
export function readDiscord(
  payload: JsonObject,
  reading: Reading,
): Omit<ReadPayload, "unshown"> {
  reading.noteOthers(payload, KNOWN);
  if (!isEmpty(payload.username)) reading.note("username", "name");
  if (!isEmpty(payload.avatar_url)) reading.note("avatar_url", "face");
  if (payload.tts === true) reading.note("tts", "unknown");
  const content = readMarkdown(textAt(payload.content, reading, "content"), reading, "content");
  const embeds = objectsAt(payload.embeds, reading, "embeds").map(([n, embed]) =>
    quoted(readEmbed(embed, reading, pathTo("embeds", n)))
  );
  const buttons = readComponents(payload.components, reading, "components");
  const thread = textOf(payload.thread_name);
  return {
    text: paragraphs(callsNobody(payload) ? silenced(content) : content, ...embeds, buttons),
    ...(thread !== "" && { thread }),
  };
}

/** Whether the sender says that nobody is called, whatever the text names. */
function callsNobody({ allowed_mentions: allowed }: JsonObject): boolean {
  return isObject(allowed) && Array.isArray(allowed.parse) && !allowed.parse.includes("everyone");
}

function silenced(text: string): string {
  return text.replace(/@(?=(?:everyone|here|room)\b)/g, "\\@");
}

function readEmbed(embed: JsonObject, reading: Reading, path: string): string {
  const at = (name: string) => pathTo(path, name);
  reading.noteOthers(embed, KNOWN_IN_EMBED, path);
  if (!isEmpty(embed.color)) reading.note(at("color"), "colour");
  const part = (name: string): JsonObject => {
    const inside = objectAt(embed[name], reading, at(name));
    reading.noteOthers(inside, KNOWN_IN_PART, at(name));
    return inside;
  };
  noteUnlinked(embed.url, reading, at("url"));
  noteUnlinked(part("author").url, reading, at("author.url"));
  const read = (value: unknown, name: string) =>
    readMarkdown(textAt(value, reading, at(name)), reading, at(name));
  const [author, footer] = [part("author"), part("footer")];
  for (const [name, inside] of [["author", author], ["footer", footer]] as const) {
    if (!isEmpty(inside.icon_url)) reading.note(pathTo(at(name), "icon_url"), "face");
  }
  const fields = objectsAt(embed.fields, reading, at("fields")).map(([n, field]) => {
    const where = pathTo(at("fields"), n);
    reading.noteOthers(field, KNOWN_IN_FIELD, where);
    const said = (name: string) =>
      readMarkdown(textAt(field[name], reading, pathTo(where, name)), reading, pathTo(where, name));
    return fieldLine(said("name"), said("value"));
  });
  const written = Date.parse(textOf(embed.timestamp));
  return paragraphs(
    linked(read(author.name, "author.name"), author.url),
    bold(linked(read(embed.title, "title"), embed.url)),
    read(embed.description, "description"),
    ...fields,
    ...["image", "thumbnail", "video"].map((name) =>
      media(part(name).url, reading, pathTo(at(name), "url"))
    ),
    [read(footer.text, "footer.text"), written > 0 ? timeOf(written) : ""]
      .filter((one) => one !== "").join(" · "),
  );
}

/** Rows of buttons: those that lead somewhere are links. `depth`: how many of them this stands in. */
function readComponents(value: unknown, reading: Reading, path: string, depth = 0): string {
  return objectsAt(value, reading, path).flatMap(([n, component]) => {
    const at = pathTo(path, n);
    const isLink = webAddress(component.url) !== "";
    if (isLink || !isEmpty(component.components)) {
      reading.noteOthers(component, KNOWN_IN_COMPONENT, at);
    }
    if (!isEmpty(component.components) && depth < MAX_DEPTH) {
      return readComponents(component.components, reading, pathTo(at, "components"), depth + 1);
    }
    if (isLink) {
      const label = textAt(component.label, reading, pathTo(at, "label"));
      return linked(escaped(label), component.url);
    }
    reading.note(at, "button");
    return "";
  }).filter((one) => one !== "").join(" · ");
}
