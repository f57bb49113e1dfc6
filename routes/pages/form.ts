import { bodyLimit } from "hono/body-limit";
import { ChatError } from "../../lib/protocol/errors.ts";
import { MAX_FRAME_BYTES } from "../../lib/protocol/limits.ts";
import type { HttpContext } from "../../lib/http/environment.ts";

/** A form escapes each byte of a text to three; what a frame may hold, a form may. */
export const limitForms = bodyLimit({
  maxSize: 3 * MAX_FRAME_BYTES,
  onError: () => {
    throw new ChatError("text-too-long", {});
  },
});

/**
 * The text fields of a posted form; empty where one is missing, or is no text. Throws `invalid-frame`
 * for a body that is not what it says to be.
 */
export async function readForm<Name extends string>(
  c: HttpContext,
  ...names: Name[]
): Promise<Record<Name, string>> {
  const body = await c.req.parseBody().catch(() => {
    throw new ChatError("invalid-frame"); // a boundary is missing, or no part ends
  });
  const fields = names.map((name) => {
    const value = body[name];
    // Forms end lines with CR LF (HTML, section 4.10.21.8); messages with LF.
    return [name, typeof value === "string" ? value.replaceAll("\r\n", "\n") : ""] as const;
  });
  return Object.fromEntries(fields) as Record<Name, string>; // each of `names` was set above
}

/** The texts of a field that a form may have several times. Throws as `readForm` does. */
export async function readFormList(c: HttpContext, name: string): Promise<string[]> {
  const { [name]: found = [] } = await c.req.parseBody({ all: true }).catch(() => {
    throw new ChatError("invalid-frame");
  });
  return [found].flat().filter((value) => typeof value === "string");
}

/** A page that stays keeps what was typed, the password too. */
export function wantsJson(c: HttpContext): boolean {
  return c.req.header("Accept") === "application/json";
}
