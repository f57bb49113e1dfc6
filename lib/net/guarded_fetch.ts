// Calls to addresses that somebody gave: hooks, previews. Never to this machine or its network (B6).
import { isPublicAddress } from "./public_address.ts";
import type { IsPrivateHost } from "./private_hosts.ts";

/** What is asked for. Sizes in bytes, times in milliseconds. */
export interface GuardedRequest {
  url: string;
  /** GET unless said. */
  method?: "GET" | "POST";
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** For all of it: names, connections, redirects and the answer. */
  timeoutMs: number;
  maxBytes: number;
  /** What becomes of an answer that is longer: its beginning is given, or it is refused. */
  longer: "cut" | "refuse";
  /** Redirects that are followed; 0 unless said. A POST is never sent again elsewhere. */
  maxRedirects?: number;
  /** Whether a host may be called, of the address itself and of each redirect; by default any. */
  mayCall?(hostname: string): boolean;
  /** Plain http only to hosts that the operator named. */
  httpsOnly?: boolean;
}

/** An answer, whatever its status. */
export interface GuardedResponse {
  status: number;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
  /** Where the answer came from, after redirects. */
  url: string;
}

/** Why there is no answer. */
export type FetchRefusal =
  /** No http or https, unencrypted where that is not allowed, with a password, or too long. */
  | "url"
  /** A port below 1024 that is not of the web. */
  | "port"
  /** Not of the public internet, or `mayCall` said no. */
  | "address"
  | "redirects"
  | "size"
  /** Compressed, though that was not asked for. */
  | "encoding"
  | "time"
  /** No such name, no connection, no valid certificate, no HTTP. */
  | "unreachable";

/** There is no answer; `message` is for the log, `reason` for people. */
export class FetchError extends Error {
  override readonly name = "FetchError";
  constructor(readonly reason: FetchRefusal, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

/** Fetches from the public internet alone. Throws `FetchError`. */
export type GuardedFetch = (request: GuardedRequest) => Promise<GuardedResponse>;

/** A request with the one address that it may connect to. */
export interface AddressedRequest
  extends Pick<GuardedRequest, "method" | "headers" | "body" | "maxBytes" | "longer"> {
  url: URL;
  address: string;
}

/**
 * Connects to `address`, whatever the name in `url` leads to by now: the name stands in `Host`, and
 * the certificate is checked against it. Throws `FetchError`, or what `signal` was aborted with.
 */
export type Exchange = (
  request: AddressedRequest,
  signal: AbortSignal,
) => Promise<Omit<GuardedResponse, "url"> | "no-connection">;

/** What it reaches the world by. */
export interface GuardedFetchParts {
  /** The addresses of a name, as the system resolves it. */
  resolve(hostname: string): Promise<string[]>;
  exchange: Exchange;
  isPrivateHost: IsPrivateHost;
}

const MAX_URL_LENGTH = 2_048;
/** Addresses of one name that are tried where no connection comes about. */
const MAX_TRIED = 3;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Names that lead to this machine or its network by convention (RFC 6761, RFC 6762, RFC 9476). */
const LOCAL_NAME = /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home\.arpa)\.?$/i;

/**
 * A fetch that resolves a name once, judges every address of it, and connects to one that it judged:
 * a name whose address changes in between leads nowhere else. Each redirect is judged anew.
 */
export function createGuardedFetch(parts: GuardedFetchParts): GuardedFetch {
  const { exchange, isPrivateHost } = parts;

  async function addressesOf(url: URL, request: GuardedRequest): Promise<string[]> {
    const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
    const named = isPrivateHost(url.hostname, port);
    if (request.httpsOnly && url.protocol !== "https:" && !named) {
      throw new FetchError("url", "only https is called here");
    }
    if (!named && port < 1024 && port !== 80 && port !== 443) {
      throw new FetchError("port", `port ${port} is not of the web`);
    }
    if (!named && LOCAL_NAME.test(url.hostname)) {
      throw new FetchError("address", `${url.hostname} is a local name`);
    }
    const found = await resolved(url.hostname, parts.resolve);
    const forbidden = named ? undefined : found.find((address) => !isPublicAddress(address));
    if (forbidden) throw new FetchError("address", `${url.hostname} is not public: ${forbidden}`);
    return found.slice(0, MAX_TRIED);
  }

  async function once(url: URL, request: GuardedRequest, signal: AbortSignal) {
    const addresses = await addressesOf(url, request);
    for (const [n, address] of addresses.entries()) {
      signal.throwIfAborted();
      const answer = await exchange({ ...request, url, address }, signal);
      if (answer !== "no-connection") return answer;
      if (n === addresses.length - 1) break;
    }
    throw new FetchError("unreachable", `no connection to ${url.host}`);
  }

  async function follow(request: GuardedRequest, signal: AbortSignal): Promise<GuardedResponse> {
    const followed = request.method === "POST" ? 0 : request.maxRedirects ?? 0;
    let url = readUrl(request.url);
    for (let redirects = 0;; redirects++) {
      if (request.mayCall?.(url.hostname) === false) {
        throw new FetchError("address", `${url.hostname} is not called now`);
      }
      const answer = await once(url, request, signal);
      const location = REDIRECTS.has(answer.status) ? answer.headers.get("location") : null;
      if (location === null || followed === 0) return { ...answer, url: url.href };
      if (redirects === followed) throw new FetchError("redirects", "too many redirects");
      url = readUrl(location, url);
    }
  }

  return async (request) => {
    const ending = new AbortController();
    const late = new FetchError("time", `no answer within ${request.timeoutMs} ms`);
    const timer = setTimeout(() => ending.abort(late), request.timeoutMs);
    try {
      // Resolving a name cannot be aborted: nobody waits for it longer.
      return await Promise.race([follow(request, ending.signal), aborted(ending.signal)]);
    } catch (error) {
      throw ending.signal.aborted ? late : error;
    } finally {
      clearTimeout(timer);
      ending.abort(late); // what was not read to its end goes with it
    }
  };
}

/** Throws what ended the signal, once it ended. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** An address as the URL standard reads it: `http://0x7f.1/` is 127.0.0.1. Throws `FetchError`. */
function readUrl(text: string, base?: URL): URL {
  if (text.length > MAX_URL_LENGTH) throw new FetchError("url", "the address is too long");
  if (!URL.canParse(text, base)) throw new FetchError("url", "this is no address");
  const url = new URL(text, base);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new FetchError("url", `${url.protocol} is not called`);
  }
  if (url.username || url.password) throw new FetchError("url", "the address holds a password");
  return url;
}

const LITERAL = /^\d+\.\d+\.\d+\.\d+$|^\[/;

async function resolved(hostname: string, resolve: GuardedFetchParts["resolve"]) {
  if (LITERAL.test(hostname)) return [hostname.replace(/^\[|\]$/g, "")];
  const found = await resolve(hostname).catch((cause) => {
    throw new FetchError("unreachable", `${hostname} was not found`, { cause });
  });
  if (found.length === 0) throw new FetchError("unreachable", `${hostname} has no address`);
  return found;
}
