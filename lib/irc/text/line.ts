// One line of IRC (RFC 1459, RFC 2812, modern.ircdocs.horse) with IRCv3 message tags.
import { byteLength, cutBytes } from "./bytes.ts";

/** Tags by their key; a tag without a value has an empty one, as the specification says. */
export type Tags = Readonly<Record<string, string>>;

/** A line as it is read and written; `source` is who it is from, where a server says so. */
export interface Line {
  tags?: Tags;
  source?: string;
  command: string;
  params: readonly string[];
}

/** A line without its tags and its line break, in bytes. */
export const MAX_BODY_BYTES = 510;
/** The tags of a line that a client sends, with their `@` and space. */
export const MAX_CLIENT_TAG_BYTES = 4_096;
/** The tags of a line that the server sends, with their `@` and space. */
export const MAX_SERVER_TAG_BYTES = 8_191;
/** Parameters beyond this are part of the last one (RFC 1459). */
const MAX_PARAMS = 15;

const ESCAPES: Readonly<Record<string, string>> = {
  ";": "\\:",
  " ": "\\s",
  "\\": "\\\\",
  "\r": "\\r",
  "\n": "\\n",
};
const UNESCAPES: Readonly<Record<string, string>> = {
  ":": ";",
  s: " ",
  "\\": "\\",
  r: "\r",
  n: "\n",
};

/** The value of a tag as it is written. */
export function escapeTag(value: string): string {
  return value.replace(/\0/g, "").replace(/[; \\\r\n]/g, (sign) => ESCAPES[sign] ?? "");
}

/** The value that was written so; a backslash before any other sign, or at the end, is dropped. */
export function unescapeTag(written: string): string {
  return written.replace(/\\(.?)/gsu, (_, sign: string) => UNESCAPES[sign] ?? sign);
}

/** Reads a line without its line break; `undefined` where there is no command in it. Never throws. */
export function parseLine(text: string): Line | undefined {
  let rest = text;
  const word = () => {
    const end = rest.indexOf(" ");
    const first = end < 0 ? rest : rest.slice(0, end);
    rest = end < 0 ? "" : rest.slice(end).replace(/^ +/, "");
    return first;
  };
  const tags = rest.startsWith("@") ? parseTags(word().slice(1)) : undefined;
  rest = rest.replace(/^ +/, "");
  const source = rest.startsWith(":") ? word().slice(1) : undefined;
  const command = word().toUpperCase();
  if (!/^(?:[A-Z]+|\d{3})$/.test(command)) return undefined;
  const params: string[] = [];
  while (rest !== "") {
    if (rest.startsWith(":")) params.push(rest.slice(1));
    else if (params.length === MAX_PARAMS - 1) params.push(rest);
    else {
      params.push(word());
      continue;
    }
    break;
  }
  return { ...(tags && { tags }), ...(source !== undefined && { source }), command, params };
}

function parseTags(text: string): Tags {
  const tags: Record<string, string> = Object.create(null);
  for (const tag of text.split(";")) {
    const [, key, value = ""] = /^([^=]+)(?:=(.*))?$/s.exec(tag) ?? [];
    if (key !== undefined) tags[key] = unescapeTag(value); // the last one of a key counts
  }
  return tags;
}

/**
 * Writes a line without its line break. What would end a parameter early is taken out of it, and a
 * line that is too long is cut between two characters: nobody's words can make another line.
 */
export function writeLine({ tags, source, command, params }: Line): string {
  const before = source === undefined ? "" : `:${clean(source).replaceAll(" ", "_")} `;
  const words = params.map((param, index) => {
    const text = clean(param);
    const plain = text !== "" && !text.startsWith(":") && !text.includes(" ");
    if (plain) return text;
    return index === params.length - 1
      ? `:${text}`
      : text.replace(/^:+/, "").replaceAll(" ", "_") || "*";
  });
  const body = cutBytes(`${before}${[command, ...words].join(" ")}`, MAX_BODY_BYTES);
  return `${tags ? writeTags(tags) : ""}${body}`;
}

/** Tags that do not fit are left out, the last ones first. */
function writeTags(tags: Tags): string {
  const written: string[] = [];
  let bytes = 2; // `@` and the space
  for (const [key, value] of Object.entries(tags)) {
    const tag = value === "" ? key : `${key}=${escapeTag(value)}`;
    bytes += byteLength(tag) + 1;
    if (bytes > MAX_SERVER_TAG_BYTES) break;
    written.push(tag);
  }
  return written.length === 0 ? "" : `@${written.join(";")} `;
}

function clean(text: string): string {
  return text.replace(/[\0\r\n]/g, "");
}
