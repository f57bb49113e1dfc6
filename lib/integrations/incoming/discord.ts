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
  objectsOf,
  paragraphs,
  pathTo,
  quoted,
  type Reading,
  type ReadPayload,
  textOf,
  webAddress,
} from "./reading.ts";

const KNOWN: ReadonlySet<string> = new Set([
  ...["content", "embeds", "username", "avatar_url", "components", "allowed_mentions", "tts"],
  ...["thread_name", "flags", "nonce", "enforce_nonce"],
]);
const KNOWN_IN_EMBED: ReadonlySet<string> = new Set([
  ...["title", "url", "description", "fields", "author", "footer", "timestamp", "image", "color"],
  ...["thumbnail", "video", "type", "provider"],
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
  const content = readMarkdown(textOf(payload.content), reading, "content");
  const embeds = objectsOf(payload.embeds).map(([n, embed]) =>
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
  const part = (name: string): JsonObject => isObject(embed[name]) ? embed[name] : {};
  noteUnlinked(embed.url, reading, at("url"));
  noteUnlinked(part("author").url, reading, at("author.url"));
  const read = (value: unknown, name: string) => readMarkdown(textOf(value), reading, at(name));
  const [author, footer] = [part("author"), part("footer")];
  for (const [name, inside] of [["author", author], ["footer", footer]] as const) {
    if (!isEmpty(inside.icon_url)) reading.note(pathTo(at(name), "icon_url"), "face");
  }
  const fields = objectsOf(embed.fields).map(([n, field]) => {
    const where = pathTo(at("fields"), n);
    const name = readMarkdown(textOf(field.name), reading, pathTo(where, "name"));
    return fieldLine(name, readMarkdown(textOf(field.value), reading, pathTo(where, "value")));
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

/** Rows of buttons: those that lead somewhere are links. */
function readComponents(value: unknown, reading: Reading, path: string): string {
  return objectsOf(value).flatMap(([n, component]) => {
    const at = pathTo(path, n);
    if (!isEmpty(component.components)) {
      return readComponents(component.components, reading, pathTo(at, "components"));
    }
    if (webAddress(component.url) !== "") {
      return linked(escaped(textOf(component.label)), component.url);
    }
    reading.note(at, "button");
    return "";
  }).filter((one) => one !== "").join(" · ");
}
