// One description of what can be asked over HTTP serves the router and the document alike.
import type { Hono } from "hono";
import * as v from "valibot";
import type { Actor } from "../chat/chat.ts";
import { type NeededScope, scopeRefusal } from "../chat/identity/bot_scopes.ts";
import { readBody, readQuery } from "./body.ts";
import { actorOf, type HttpContext, type HttpEnv } from "./environment.ts";

const nothing = v.object({});
type Nothing = typeof nothing;

/** What a handler is given: parsed, and refused before it when it does not fit. */
export interface OperationContext<Body, Query> {
  c: HttpContext;
  body: Body;
  query: Query;
  /** A part of the path, decoded. */
  part: (name: string) => string;
  /** Who asks. Throws `not-signed-in`; where `open` is not set, this was checked. */
  actor: () => Actor;
}

/** One request of the API: what it takes and gives, and what answers it. */
export interface Operation {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";
  /** As in Hono: `/rooms/:room`. */
  path: string;
  summary: string;
  /** Strangers may ask as well. */
  open: boolean;
  /** What a bot's token must be good for; absent: no bot may ask. */
  bots?: NeededScope;
  /** What its answer is, where it is no JSON. */
  media?: string;
  status: 200 | 201 | 204;
  body?: v.GenericSchema;
  query?: v.GenericSchema;
  reply?: v.GenericSchema;
  answer(c: HttpContext): Promise<Response>;
}

/** Describes an operation; 204 without a `reply`, else 200 or the `status` given. */
export function operation<
  B extends v.GenericSchema = Nothing,
  Q extends v.GenericSchema = Nothing,
  R extends v.GenericSchema = Nothing,
>(
  described: Pick<Operation, "method" | "path" | "summary"> & {
    open?: boolean;
    bots?: NeededScope;
    media?: string;
    status?: 200 | 201;
    body?: B;
    query?: Q;
    reply?: R;
    /** A `Response` goes out as it is: what is no JSON. */
    run(
      asked: OperationContext<v.InferOutput<B>, v.InferOutput<Q>>,
    ): Promise<v.InferInput<R> | Response | void>;
  },
): Operation {
  const { method, path, summary, open = false, bots, media, body } = described;
  const { query, reply, run } = described;
  const status = reply ? described.status ?? 200 : 204;
  async function answer(c: HttpContext): Promise<Response> {
    if (!open) actorOf(c);
    requireScope(c, bots ?? (open ? "any" : undefined));
    c.header("cache-control", "no-store");
    const result = await run({
      c,
      body: body ? await readBody(c, body) : {},
      query: query ? readQuery(c, query) : {},
      part: (name) => c.req.param(name) ?? "",
      actor: () => actorOf(c),
    });
    if (result instanceof Response) return result;
    return status === 204 ? c.body(null, 204) : c.json(result ?? {}, status);
  }
  return { method, path, summary, open, bots, media, status, body, query, reply, answer };
}

/** Throws why a bot may not ask this. */
export function requireScope(c: HttpContext, needed: NeededScope | undefined): void {
  const refused = c.var.actor && scopeRefusal(c.var.actor, needed);
  if (refused) throw refused;
}

/** Serves the operations. */
export function mount(router: Hono<HttpEnv>, operations: readonly Operation[]): void {
  for (const { method, path, answer } of operations) router.on(method, path, answer);
}
