import type { Context, MiddlewareHandler } from "hono";
import type { Actor, Mute } from "../chat/chat.ts";
import type { Locale } from "../i18n/locale.ts";
import type { ReaderClock } from "../i18n/times.ts";
import { ChatError } from "../protocol/errors.ts";

/** What the middleware of this folder finds out about a request, in `c.var`. */
export interface Variables {
  /** The client's address as it is counted: IPv4, or the /64 network of an IPv6. */
  address: string;
  /** Whether the client speaks https, to us or to a trusted proxy. */
  secure: boolean;
  /** This server as the client names it: scheme, host and port. */
  origin: string;
  /** The one value that scripts of this page may bear. */
  nonce: string;
  /** The language that the reader is answered in. */
  locale: Locale;
  /** How the reader's clock shows times; `undefined` where their browser has not told. */
  clock: ReaderClock | undefined;
  /** That who asks may not write. */
  mute: Mute | undefined;
  /** Who asks; nobody for a stranger. */
  actor: Actor | undefined;
  /** Why who asks is kept out, if they are: they see that, and are not here. */
  barred: ChatError | undefined;
}

/** Hono's environment: the bindings are what `Deno.serve` gives its handler. */
export interface HttpEnv {
  Variables: Variables;
  Bindings: Partial<Pick<Deno.ServeHandlerInfo<Deno.Addr>, "remoteAddr" | "completed">>;
}

/** Hono's context of a request to us. */
export type HttpContext = Context<HttpEnv>;
export type HttpMiddleware = MiddlewareHandler<HttpEnv>;

/** Who asks. Throws `not-signed-in` when nobody is. */
export function actorOf(c: HttpContext): Actor {
  const { actor } = c.var;
  if (!actor) throw new ChatError("not-signed-in");
  return actor;
}

/** Aborted when the answer was sent, or the caller has gone: whichever is first. */
export function answeredSignal(c: HttpContext): AbortSignal {
  const answered = new AbortController();
  const end = () => answered.abort();
  c.env?.completed?.then(end, end);
  return answered.signal;
}
