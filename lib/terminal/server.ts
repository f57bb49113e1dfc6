// The server over HTTP: whether there is one, and what has no frame of the socket.
import * as v from "valibot";
import { Refused } from "../client/model.ts";
import { Lost } from "../client/requests.ts";
import { ERROR_CODES } from "../protocol/errors.ts";
import { preferencesCookie, readPreferences } from "../ui/settings/preferences_cookie.ts";
import { ExitCode, Failure } from "./exit_codes.ts";
import type { Speech } from "./speech.ts";

/** A server that says nothing for so long is not there. */
const ANSWER_WITHIN_S = 15;

/** What sessions are listed by; the systems as browsers name them. */
const SYSTEMS: Record<string, string> = { darwin: "Macintosh", windows: "Windows", linux: "Linux" };
const USER_AGENT = `Palabre-Terminal (${SYSTEMS[Deno.build.os] ?? Deno.build.os})`;

/** A problem document (RFC 9457), as far as it is read. */
const Problem = v.object({
  type: v.string(),
  code: v.picklist(ERROR_CODES),
  detail: v.string(),
  retryAfterMs: v.optional(v.number()),
  challenge: v.optional(v.string()),
  ticket: v.optional(v.string()),
});
export type Problem = v.InferOutput<typeof Problem>;

const Health = v.object({ status: v.string() });
const WebManifest = v.object({ name: v.string() });

/**
 * The origin that an address means: `chat.example.org` is https, a computer of one's own http. Throws a
 * `Failure` for what is none.
 */
export function originOf(address: string, speech: Speech): string {
  const isNear = /^(localhost|127\.|\[::1\]|[^.:/]+\.localhost)/.test(address);
  const written = /^[a-z]+:\/\//i.test(address)
    ? address
    : `${isNear ? "http" : "https"}://${address}`;
  const { protocol, origin } = URL.canParse(written)
    ? new URL(written)
    : { protocol: "", origin: "" };
  if (protocol === "http:" || protocol === "https:") return origin;
  throw new Failure(speech.own.t("failure.address", { server: address }), ExitCode.wrongAddress);
}

/** One server, and who asks. */
export class Server {
  /** Of the session; none before one is let in. */
  token: string | undefined;
  community = "Palabre";

  constructor(readonly origin: string, readonly speech: Speech) {}

  /** The address of the socket. */
  get socketUrl(): string {
    return `${this.origin.replace(/^http/, "ws")}/ws`;
  }

  /** Makes sure that Palabre answers there; throws a `Failure` that says what is wrong. */
  async find(): Promise<void> {
    const health = await this.#read("/healthz", Health);
    const manifest = health && await this.#read("/manifest.webmanifest", WebManifest);
    if (!manifest) throw this.#wrongAddress();
    this.community = manifest.name;
  }

  /** The headers of every request: the session, and how the reader reads. */
  get headers(): Record<string, string> {
    const { locale, timeZone } = this.speech;
    const preferences = { ...readPreferences(undefined), locale, timeZone };
    const [cookie = ""] = preferencesCookie(preferences).split(";", 1); // times are told by their clock
    return {
      "accept-language": locale,
      "user-agent": USER_AGENT,
      cookie,
      ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }),
    };
  }

  /**
   * Asks the API. Resolves with what the schema reads, or with the problem; rejects with `Lost` where
   * nobody of ours answered within so many milliseconds.
   */
  async ask<S extends v.GenericSchema>(
    schema: S,
    method: string,
    path: string,
    body?: Record<string, unknown>,
    withinMs = ANSWER_WITHIN_S * 1000,
  ): Promise<{ answer: v.InferOutput<S> } | { problem: Problem; status: number }> {
    const lost = (cause: unknown) => {
      throw new Lost("No answer", { cause });
    };
    const response = await this.fetch(`/api/v1${path}`, {
      method,
      signal: AbortSignal.timeout(withinMs),
      ...(body && {
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      }),
    }).catch(lost);
    const text = await response.text().catch(lost);
    const read = parsed(text);
    if (response.ok) return { answer: v.parse(schema, read ?? undefined) };
    const problem = v.safeParse(Problem, read);
    if (!problem.success) throw new Lost(`Answered with ${response.status}`);
    return { problem: problem.output, status: response.status };
  }

  /** The same for a change whose answer says nothing more; rejects with a `Refused` too. */
  async change(method: string, path: string, body?: Record<string, unknown>): Promise<void> {
    const said = await this.ask(v.unknown(), method, path, body);
    if (!("problem" in said)) return;
    const { code, detail, retryAfterMs } = said.problem;
    throw new Refused({ code, message: detail, retryAfterMs });
  }

  /** Fetches with the session, in the reader's language. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    for (const [name, value] of Object.entries(this.headers)) headers.set(name, value);
    return fetch(new URL(path, this.origin), { ...init, headers });
  }

  async #read<S extends v.GenericSchema>(
    path: string,
    schema: S,
  ): Promise<v.InferOutput<S> | undefined> {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_S * 1000);
    const text = await this.fetch(path, { signal }).then((response) => response.text())
      .catch((error) => {
        throw this.#unreachable(error);
      });
    const read = v.safeParse(schema, parsed(text));
    return read.success ? read.output : undefined;
  }

  #wrongAddress(): Failure {
    const { own } = this.speech;
    return new Failure(
      own.t("failure.wrong-address", { server: this.origin }),
      ExitCode.wrongAddress,
    );
  }

  /** What kept a request from being answered, in words. */
  #unreachable(error: unknown): Failure {
    const { own } = this.speech;
    const server = this.origin;
    const said = messagesOf(error);
    // “Other(OtherError(CaUsedAsEndEntity))” says it in its last word.
    const [, certificate] = /invalid peer certificate: (?:\w+\()*(\w+)/.exec(said) ?? [];
    if (certificate !== undefined || /certificate/i.test(said)) {
      const why = certificate ?? said;
      return new Failure(own.t("failure.certificate", { server, why }), ExitCode.certificate);
    }
    if (/dns error|failed to lookup|name or service not known/i.test(said)) {
      const { hostname: host } = new URL(server);
      return new Failure(own.t("failure.wrong-host", { host }), ExitCode.wrongAddress);
    }
    // What speaks no HTTP or no TLS there is something else.
    if (/invalid HTTP|InvalidContentType|received corrupt message/i.test(said)) {
      return this.#wrongAddress();
    }
    const isSilent = error instanceof DOMException && error.name === "TimeoutError";
    const why = isSilent
      ? own.t("failure.why-timeout", { count: ANSWER_WITHIN_S })
      : /refused/i.test(said)
      ? own.t("failure.why-refused")
      : said;
    return new Failure(own.t("failure.unreachable", { server, why }), ExitCode.unreachable);
  }
}

function messagesOf(error: unknown): string {
  const own = error instanceof Error ? error.message : String(error);
  return error instanceof Error && error.cause ? `${own}: ${messagesOf(error.cause)}` : own;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not ours
  }
}
