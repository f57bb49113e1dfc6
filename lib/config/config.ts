import * as v from "valibot";
import type { ForeignProvider } from "../protocol/foreign_providers.ts";
import { oidcProviders } from "./oidc.ts";
import { MAX_FILES } from "../protocol/files.ts";

const port = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, "must be a port number, 0 to 65535"),
  v.transform(Number),
  v.maxValue(65_535, "must be a port number, 0 to 65535"),
);

/** By default only this machine can connect: a proxy stands before it. */
const LOCAL = "127.0.0.1";
const host = v.pipe(v.string(), v.nonEmpty("must be an address like 127.0.0.1"));

/** `https://chat.example.org`: scheme and host alone, as browsers write it into `Origin`. */
const origin = v.pipe(
  v.string(),
  v.check(
    (text) => URL.canParse(text) && /^https?:/.test(text),
    "must be origins like https://chat.example.org, with commas between",
  ),
  v.transform((text) => new URL(text).origin),
);

const listOf = <S extends v.GenericSchema<string, string>>(item: S) =>
  v.pipe(
    v.string(),
    v.transform((text) => text.split(",").map((part) => part.trim()).filter((part) => part)),
    v.array(item),
  );

/** `127.0.0.1:6667`, `[::1]:6667`: where something listens. */
const listenAddress = v.pipe(
  v.string(),
  v.regex(/^(?:\[[\da-f:]+\]|[^\s:[\]]+):\d{1,5}$/i, "must be like 127.0.0.1:6667"),
  v.check((text) => Number(text.slice(text.lastIndexOf(":") + 1)) <= 65_535, "has no such port"),
);

/** What no log may show. */
const SECRET: ReadonlySet<string> = new Set([
  "PALABRE_SETUP_CODE",
  "PALABRE_S3_SECRET",
  "PALABRE_MAIL",
  "PALABRE_MAIL_TOKEN",
  "PALABRE_VAPID_KEY",
  "PALABRE_OIDC",
]);
/** A shorter code could be guessed before somebody uses it. */
const MIN_SETUP_CODE = 16;

/** A whole number of megabytes, given as bytes. */
const megabytes = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,8}$/, "must be a whole number of megabytes"),
  v.transform((text) => Number(text) * 1024 * 1024),
);

const environment = v.object({
  PORT: v.optional(port, "8000"),
  PALABRE_HOST: v.optional(host),
  /** Set by Deno Deploy, which routes to every address of the instance. */
  DENO_DEPLOYMENT_ID: v.optional(v.string()),
  PALABRE_KV: v.optional(v.string()),
  PALABRE_ORIGINS: v.optional(listOf(origin), ""),
  /** Where people may come from by OpenID Connect. */
  PALABRE_OIDC: v.optional(oidcProviders, "[]"),
  /** Origins whose pages may use the API by a token. */
  PALABRE_API_ORIGINS: v.optional(listOf(origin), ""),
  PALABRE_NAME: v.optional(
    v.pipe(v.string(), v.trim(), v.minLength(1, "must not be empty"), v.maxLength(64)),
    "Palabre",
  ),
  /** Which start of the server this is: set by `deno task dev`. */
  PALABRE_DEV: v.optional(v.string()),
  PALABRE_LOG: v.optional(v.picklist(["people", "json"], "must be people or json")),
  PALABRE_RATES: v.optional(v.picklist(["on", "off"], "must be on or off"), "on"),
  PALABRE_TRUSTED_PROXIES: v.optional(v.string(), ""),
  /** Where nobody reads what is printed: the code by which the first administrator is made. */
  PALABRE_SETUP_CODE: v.optional(v.pipe(
    v.string(),
    v.trim(),
    v.minLength(MIN_SETUP_CODE, `must have at least ${MIN_SETUP_CODE} characters`),
    v.maxLength(200),
  )),
  PALABRE_FILE_MB: v.optional(megabytes),
  PALABRE_FILES_PER_MESSAGE: v.optional(v.pipe(
    v.string(),
    v.regex(/^\d{1,2}$/, `must be a number, 1 to ${MAX_FILES}`),
    v.transform(Number),
    v.minValue(1, `must be a number, 1 to ${MAX_FILES}`),
    v.maxValue(MAX_FILES, `must be a number, 1 to ${MAX_FILES}`),
  )),
  PALABRE_FILES_DAY_MB: v.optional(megabytes),
  PALABRE_FILES_MB: v.optional(megabytes),
  /** The bucket of S3-compatible storage, maybe with a folder: `https://s3.example.org/palabre`. */
  PALABRE_S3_URL: v.optional(v.pipe(
    v.string(),
    v.check(
      (text) => URL.canParse(text) && /^https?:\/\/[^/]+\/./.test(text),
      "must be the URL of a bucket, like https://s3.example.org/palabre",
    ),
  )),
  PALABRE_S3_REGION: v.optional(v.string(), "auto"),
  PALABRE_S3_KEY: v.optional(v.string()),
  PALABRE_S3_SECRET: v.optional(v.string()),
  /** The private key by which push services know this community; else the store keeps one. */
  PALABRE_VAPID_KEY: v.optional(
    v.pipe(v.string(), v.trim(), v.regex(/^[\w-]{43}$/, "must be 43 letters of base64url")),
  ),
  /** Push services that may be called, in place of those of the known browsers. */
  PALABRE_PUSH_HOSTS: v.optional(v.string()),
  /** What mail is handed to: `smtp://name:password@mail.example.org`, `https://api.resend.com/emails`. */
  PALABRE_MAIL: v.optional(v.pipe(
    v.string(),
    v.check(
      (text) =>
        URL.canParse(text) &&
        /^(?:smtps?:\/\/[^/]*[^/@]\/?|https?:\/\/[^/@]+(?:\/[^@]*)?)$/.test(text),
      "must be like smtp://name:password@mail.example.org:587, smtps://… or https://api.resend.com/emails",
    ),
  )),
  /** What a service that takes mail by HTTP knows us by. */
  PALABRE_MAIL_TOKEN: v.optional(
    v.pipe(v.string(), v.trim(), v.regex(/^[\x21-\x7e]+$/, "must be letters without spaces")),
  ),
  PALABRE_MAIL_FROM: v.optional(v.pipe(
    v.string(),
    v.trim(),
    v.regex(
      /^(?:[^\r\n<>]*<)?[^\s<>@]+@[^\s<>@]+>?$/,
      "must be an address, like Baobab Coop <chat@example.org>",
    ),
  )),
  /** Hosts of the operator's own network that webhooks, commands and previews may call. */
  PALABRE_PRIVATE_HOSTS: v.optional(v.string()),
  /** Where IRC clients connect over TCP; over a WebSocket they always may. */
  PALABRE_IRC: v.optional(listenAddress),
  PALABRE_IRC_TLS_CERT: v.optional(v.string()),
  PALABRE_IRC_TLS_KEY: v.optional(v.string()),
  PALABRE_IRC_PROXY: v.optional(v.string()),
  PALABRE_MEMORY_MB: v.optional(v.pipe(
    v.string(),
    v.regex(/^[1-9]\d*$/, "must be a whole number of megabytes"),
    v.transform(Number),
    v.minValue(64, "must be at least 64"),
  )),
});

/** What the environment says, checked. */
export interface Config {
  port: number;
  host: string;
  /** Runs on Deno Deploy. */
  deployed: boolean;
  /** A path, a URL or nothing: see lib/kv/open_kv.ts. */
  kv: string | undefined;
  /** Origins besides the server's own whose pages may use a cookie. */
  origins: string[];
  /** Origins whose pages may use the API by a token, and no cookie. */
  apiOrigins: string[];
  /** The community's name. */
  name: string;
  /** Where people may come from by OpenID Connect. */
  providers: ForeignProvider[];
  rates: "on" | "off";
  /** How the process says what happens; where nothing is said, by whether it has a terminal. */
  log: "people" | "json" | undefined;
  /** As written: lib/http/connection_info.ts reads it. */
  trustedProxies: string;
  /** What the process may use, in bytes; found out where nothing is said. */
  memoryBytes: number | undefined;
  /** The first administrator's code; a random one is printed where nothing is said. */
  setupCode: string | undefined;
  /** Which start of `deno task dev` this is; nothing elsewhere. */
  devStart: string | undefined;
  files: FileConfig;
  /** `hosts` as written: lib/net/private_hosts.ts reads it. */
  push: { vapidKey?: string; hosts?: string };
  /** How what people missed is mailed to them; not at all if absent. `origin`: where links lead. */
  mail: { url: string; token?: string; from: string; origin: string } | undefined;
  /** As written: lib/net/private_hosts.ts reads it. */
  privateHosts: string | undefined;
  /** Where IRC clients connect over TCP; nowhere if absent. `tls`: paths of PEM files. */
  irc: IrcConfig | undefined;
}

/** A listener for IRC clients. */
export interface IrcConfig {
  hostname: string;
  port: number;
  tls?: { cert: string; key: string };
  /** Addresses of proxies, as written: lib/http/connection_info.ts reads them. */
  proxies?: string;
}

/** Where files go, and how much: see lib/files/files.ts. Sizes in bytes. */
export interface FileConfig {
  s3?: { url: string; region: string; accessKeyId: string; secretAccessKey: string };
  limits: { bytes?: number; count?: number; dayBytes?: number; totalBytes?: number };
}

/** A variable does not fit; the message is one line that names it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Reads the configuration from the environment. Throws `ConfigError`. An empty variable is none. */
export function readConfig(environmentVariables: Record<string, string>): Config {
  const given = Object.fromEntries(
    Object.entries(environmentVariables).filter(([, value]) => value !== ""),
  );
  const parsed = v.safeParse(environment, given);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const name = String(issue.path?.[0]?.key);
    const shown = SECRET.has(name) ? "" : `, but is ${JSON.stringify(given[name])}`;
    throw new ConfigError(`${name}: ${issue.message}${shown}`);
  }
  const read = parsed.output;
  const deployed = read.DENO_DEPLOYMENT_ID !== undefined;
  return {
    port: read.PORT,
    host: hostOf(read.PALABRE_HOST ?? (deployed ? "0.0.0.0" : LOCAL)),
    deployed,
    kv: read.PALABRE_KV,
    origins: read.PALABRE_ORIGINS,
    apiOrigins: read.PALABRE_API_ORIGINS,
    name: read.PALABRE_NAME,
    providers: read.PALABRE_OIDC,
    rates: read.PALABRE_RATES,
    log: read.PALABRE_LOG,
    trustedProxies: read.PALABRE_TRUSTED_PROXIES,
    memoryBytes: read.PALABRE_MEMORY_MB && read.PALABRE_MEMORY_MB * 1024 * 1024,
    setupCode: read.PALABRE_SETUP_CODE,
    devStart: read.PALABRE_DEV,
    files: filesOf(read),
    push: definedOf({ vapidKey: read.PALABRE_VAPID_KEY, hosts: read.PALABRE_PUSH_HOSTS }),
    mail: mailOf(read),
    privateHosts: read.PALABRE_PRIVATE_HOSTS,
    irc: ircOf(read, deployed),
  };
}

/** Throws `ConfigError` where half of a certificate is named, or nobody could connect. */
function ircOf(
  read: v.InferOutput<typeof environment>,
  deployed: boolean,
): IrcConfig | undefined {
  const { PALABRE_IRC: address, PALABRE_IRC_TLS_CERT: cert, PALABRE_IRC_TLS_KEY: key } = read;
  if (cert && !key) {
    throw new ConfigError("PALABRE_IRC_TLS_KEY: must be set beside the certificate");
  }
  if (key && !cert) throw new ConfigError("PALABRE_IRC_TLS_CERT: must be set beside the key");
  const proxies = read.PALABRE_IRC_PROXY;
  if (proxies !== undefined && cert) {
    throw new ConfigError(
      "PALABRE_IRC_PROXY: a proxy before it speaks TLS, so leave PALABRE_IRC_TLS_CERT and _KEY out",
    );
  }
  if (address === undefined) return undefined;
  if (deployed) {
    throw new ConfigError("PALABRE_IRC: Deno Deploy takes no TCP; IRC clients connect to /irc");
  }
  const colon = address.lastIndexOf(":");
  const hostname = hostOf(address.slice(0, colon).replace(/^\[|\]$/g, ""));
  const port = Number(address.slice(colon + 1));
  const tls = cert && key ? { cert, key } : undefined;
  return { hostname, port, ...(tls && { tls }), ...(proxies !== undefined && { proxies }) };
}

/** Throws `ConfigError` where mail would come from nowhere or be taken by nobody, or its links lead nowhere. */
function mailOf(read: v.InferOutput<typeof environment>): Config["mail"] {
  const { PALABRE_MAIL: url, PALABRE_MAIL_TOKEN: token, PALABRE_MAIL_FROM: from } = read;
  const [origin] = read.PALABRE_ORIGINS;
  if (url === undefined) return undefined;
  const isService = url.startsWith("http");
  if (isService && token === undefined) {
    throw new ConfigError("PALABRE_MAIL_TOKEN: must be set beside a PALABRE_MAIL that is https");
  }
  if (from === undefined) {
    throw new ConfigError("PALABRE_MAIL_FROM: must be set beside PALABRE_MAIL");
  }
  if (origin === undefined) {
    throw new ConfigError(
      "PALABRE_ORIGINS: must begin with the address of the chat beside PALABRE_MAIL: links lead there",
    );
  }
  return { url, from, origin, ...(isService && { token }) };
}

/** Throws `ConfigError` where storage is named and its key is not. */
function filesOf(read: v.InferOutput<typeof environment>): FileConfig {
  const { PALABRE_S3_URL: url, PALABRE_S3_KEY: key, PALABRE_S3_SECRET: secret } = read;
  const limits = definedOf({
    bytes: read.PALABRE_FILE_MB,
    count: read.PALABRE_FILES_PER_MESSAGE,
    dayBytes: read.PALABRE_FILES_DAY_MB,
    totalBytes: read.PALABRE_FILES_MB,
  });
  if (url === undefined) return { limits };
  if (!key) throw new ConfigError("PALABRE_S3_KEY: must be set beside PALABRE_S3_URL");
  if (!secret) throw new ConfigError("PALABRE_S3_SECRET: must be set beside PALABRE_S3_URL");
  const region = read.PALABRE_S3_REGION;
  return { limits, s3: { url, region, accessKeyId: key, secretAccessKey: secret } };
}

/** What is said of these, so that the others keep their defaults. */
function definedOf<T extends object>(values: T): Partial<T> {
  const said = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as Partial<T>; // entries of T
}

/** An address to listen on; the one name that everybody writes becomes one. */
function hostOf(host: string): string {
  return host === "localhost" ? LOCAL : host;
}
