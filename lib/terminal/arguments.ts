import { parseArgs } from "node:util";
import { isLocale, type Locale } from "../i18n/locale.ts";
import { parseDuration } from "../protocol/durations.ts";
import type { Turner } from "./screen/bidi.ts";

/** Who puts right-to-left text into its order (screen/bidi.ts). */
const TURNERS: readonly Turner[] = ["own", "terminal"];

/** What is wrong with the arguments, as a key of the words and what it is about. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  constructor(
    readonly key:
      | "usage.unknown-option"
      | "usage.missing"
      | "usage.locale"
      | "usage.bidi"
      | "usage.duration"
      | "usage.number",
    readonly what: string,
  ) {
    super(`${key} ${what}`);
  }
}

/** Where the server is, and who comes. */
export interface Access {
  server?: string;
  name?: string;
  passwordStdin: boolean;
  /** Comes in by a code that is confirmed in a browser. */
  pair: boolean;
  locale?: Locale;
}

/** What the program was started to do. */
export type Command =
  & { access: Access }
  & (
    | {
      is: "chat";
      plain: boolean;
      bell: boolean;
      pictures: boolean;
      bidi?: Turner;
      room?: string;
      to?: string;
    }
    | {
      is: "send";
      to: string;
      /** Absent: standard input is the text, unless there are files. */
      text?: string;
      files: readonly string[];
      id?: string;
      timeoutMs: number;
    }
    | { is: "tail"; to: string; since?: number; after?: number; json: boolean; follow: boolean }
    | { is: "rooms" | "people"; query: string; json: boolean }
    | { is: "search"; query: string; json: boolean; limit: number }
    | { is: "history"; to: string; limit: number; before?: number; json: boolean }
    | { is: "sign-in" }
    | { is: "sign-out" }
    | { is: "help" }
  );

const COMMANDS = [
  "chat",
  "send",
  "tail",
  "rooms",
  "people",
  "search",
  "history",
  "sign-in",
  "sign-out",
  "help",
] as const;

/** A message that is not durable after so long is given up, if no other time is given. */
const SEND_TIMEOUT_MS = 30_000;
const LIST_LIMIT = 20;

const options = {
  server: { type: "string" },
  host: { type: "string" },
  port: { type: "string" },
  name: { type: "string" },
  "password-stdin": { type: "boolean" },
  pair: { type: "boolean" },
  locale: { type: "string" },
  plain: { type: "boolean" },
  bell: { type: "boolean" },
  "no-pictures": { type: "boolean" },
  bidi: { type: "string" },
  room: { type: "string" },
  to: { type: "string" },
  file: { type: "string", multiple: true },
  id: { type: "string" },
  timeout: { type: "string" },
  since: { type: "string" },
  after: { type: "string" },
  before: { type: "string" },
  limit: { type: "string" },
  json: { type: "boolean" },
  "no-follow": { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type Values = ReturnType<typeof parse>["values"];

/** Reads the arguments; throws a `UsageError`. */
export function readArguments(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  const first = positionals[0];
  const command = COMMANDS.find((one) => one === first) ?? "chat";
  const rest = command === first ? positionals.slice(1) : positionals;
  if (values.help || command === "help") return { access: accessOf(values), is: "help" };
  return read(command, values, rest);
}

function read(
  command: Exclude<(typeof COMMANDS)[number], "help">,
  values: Values,
  rest: readonly string[],
): Command {
  const access = accessOf(values);
  const json = values.json ?? false;
  switch (command) {
    case "chat": {
      const { plain = false, bell = false, room, to } = values;
      const server = access.server ?? rest[0];
      const pictures = !values["no-pictures"];
      const bidi = TURNERS.find((one) => one === values.bidi);
      if (values.bidi !== undefined && !bidi) throw new UsageError("usage.bidi", values.bidi);
      return { access: { ...access, server }, is: "chat", plain, bell, pictures, bidi, room, to };
    }
    case "send": {
      const files = values.file ?? [];
      const text = rest.length > 0 ? rest.join(" ") : undefined;
      const timeoutMs = span("timeout", values.timeout) ?? SEND_TIMEOUT_MS;
      const to = needed("--to", values.to ?? roomOf(values));
      return { access, is: "send", to, text, files, id: values.id, timeoutMs };
    }
    case "tail": {
      const to = needed("#room", rest[0] ?? values.to ?? roomOf(values));
      const since = span("since", values.since);
      const after = whole("after", values.after);
      return { access, is: "tail", to, since, after, json, follow: !values["no-follow"] };
    }
    case "history": {
      const to = needed("#room", rest[0] ?? values.to ?? roomOf(values));
      const limit = whole("limit", values.limit) ?? LIST_LIMIT;
      return { access, is: "history", to, limit, before: whole("before", values.before), json };
    }
    case "search": {
      const limit = whole("limit", values.limit) ?? LIST_LIMIT;
      return { access, is: "search", query: needed("query", rest.join(" ")), json, limit };
    }
    case "rooms":
    case "people":
      return { access, is: command, query: rest.join(" "), json };
    case "sign-in": {
      const { passwordStdin, name } = access;
      if (passwordStdin) needed("--name", name);
      const server = access.server ?? rest[0];
      return { access: { ...access, server, pair: !passwordStdin }, is: "sign-in" };
    }
    case "sign-out":
      return { access, is: "sign-out" };
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const [, option] = /'([^']+)'/.exec(String(error)) ?? [];
    throw new UsageError("usage.unknown-option", option ?? String(error));
  }
}

function accessOf(values: Values): Access {
  const { host, port, locale } = values;
  if (locale !== undefined && !isLocale(locale)) throw new UsageError("usage.locale", locale);
  if (port !== undefined) whole("port", port);
  const beside = host !== undefined || port !== undefined;
  const server = values.server ?? (beside ? `${host ?? "localhost"}:${port ?? "8000"}` : undefined);
  return {
    server,
    name: values.name,
    passwordStdin: values["password-stdin"] ?? false,
    pair: values.pair ?? false,
    locale: isLocale(locale) ? locale : undefined,
  };
}

function roomOf({ room }: Values): string | undefined {
  return room === undefined ? undefined : `#${room.replace(/^#/, "")}`;
}

function needed(what: string, value: string | undefined): string {
  if (value === undefined || value === "") throw new UsageError("usage.missing", what);
  return value;
}

function whole(what: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,15}$/.test(value)) throw new UsageError("usage.number", `--${what} ${value}`);
  return Number(value);
}

/** Milliseconds: “10m”, and plain seconds, “30s” or “30”. */
function span(what: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const [, seconds] = /^(\d{1,9})s?$/.exec(value) ?? [];
  const ms = seconds === undefined ? parseDuration(value) : Number(seconds) * 1000;
  if (ms === undefined) throw new UsageError("usage.duration", `--${what} ${value}`);
  return ms;
}
