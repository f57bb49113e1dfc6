import { Hono } from "hono";
import type { HttpContext, HttpEnv } from "../../lib/http/environment.ts";
import { readBodyEnds, readBodyText } from "../../lib/http/body.ts";
import { problemResponse } from "../../lib/http/problems.ts";
import type { Delivery, HookAddress, IncomingHooks } from "../../lib/integrations/hooks.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import {
  ANSWERS_PATH,
  HOOKS_PATH,
  MAX_PARTED_BYTES,
  MAX_PAYLOAD_BYTES,
} from "../../lib/protocol/hooks.ts";
import type { Logger } from "../../lib/runtime/logger.ts";

/** Characters of a key of the sender's, for a message or a thread. */
const MAX_KEY_LENGTH = 255;

/**
 * `POST /hooks/:id/:secret`: a message of another service, answered by “ok” or, where JSON is asked for
 * or `?wait=true`, by where it stands. `PATCH` and `DELETE …/messages/:seq` change what it posted.
 */
export function hookRoutes(
  { hooks, logger }: { hooks: IncomingHooks; logger: Logger },
): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.onError((error, c) => problemResponse(c, error, logger));

  app.post(`${ANSWERS_PATH}/:id/:secret`, async (c) => {
    await hooks.answerLater(addressOf(c), await payloadOf(c));
    c.header("cache-control", "no-store");
    return c.text("ok");
  });

  // Discord takes Slack’s shape at `…/slack`: who changes the address alone may keep that.
  for (const path of ["", "/slack"]) {
    app.post(`${HOOKS_PATH}/:id/:secret${path}`, async (c) => {
      const { conversation, seq, unshown } = await hooks.post(addressOf(c), await deliveryOf(c));
      c.header("cache-control", "no-store");
      if (unshown.length > 0) {
        c.header(
          "palabre-unshown",
          unshown.slice(0, 20).map(({ path }) => headerText(path)).join(", "),
        );
      }
      if (!wantsJson(c)) return c.text("ok");
      return c.json({ id: String(seq), conversation, seq, unshown });
    });
  }

  app.patch(`${HOOKS_PATH}/:id/:secret/messages/:seq`, async (c) => {
    const edited = await hooks.edit(addressOf(c), seqOf(c), await payloadOf(c));
    c.header("cache-control", "no-store");
    return c.json({ id: String(edited.seq), ...edited });
  });

  app.delete(`${HOOKS_PATH}/:id/:secret/messages/:seq`, async (c) => {
    await hooks.remove(addressOf(c), seqOf(c));
    return c.body(null, 204);
  });

  app.all(`${HOOKS_PATH}/*`, () => {
    throw new ChatError("unknown-hook");
  });
  return app;
}

function addressOf(c: HttpContext): HookAddress {
  return { id: c.req.param("id") ?? "", secret: c.req.param("secret") ?? "" };
}

function seqOf(c: HttpContext): number {
  const seq = c.req.param("seq") ?? "";
  if (!/^[1-9]\d{0,14}$/.test(seq)) throw new ChatError("unknown-message");
  return Number(seq);
}

async function payloadOf(c: HttpContext) {
  const type = c.req.header("content-type") ?? "";
  const limits = { keptBytes: MAX_PAYLOAD_BYTES, maxBytes: MAX_PARTED_BYTES };
  const body = /^multipart\//i.test(type)
    ? await readBodyEnds(c.req.raw, limits)
    : await readBodyText(c.req.raw, MAX_PAYLOAD_BYTES);
  return { body, type };
}

async function deliveryOf(c: HttpContext): Promise<Delivery> {
  const key = keyOf(c.req.header("idempotency-key"), "Idempotency-Key");
  const thread = keyOf(c.req.query("thread") ?? c.req.query("thread_id"), "thread");
  return {
    payload: await payloadOf(c),
    ...(key !== undefined && { key }),
    ...(thread !== undefined && { thread }),
  };
}

function keyOf(given: string | undefined, field: string): string | undefined {
  if (given === undefined || given === "") return undefined;
  if (given.length > MAX_KEY_LENGTH) throw new ChatError("invalid-field", { field });
  return given;
}

/** Clients of Slack's that take JSON and text alike look for its “ok”. */
function wantsJson(c: HttpContext): boolean {
  const accepted = c.req.header("accept") ?? "";
  return c.req.query("wait") === "true" ||
    /^application\/json\b/i.test(accepted) && !/\btext\/plain\b/i.test(accepted);
}

/** A path as a header may hold it. */
function headerText(path: string): string {
  return path.replace(/[^ -~]/g, "?").slice(0, 100);
}
