import * as v from "valibot";
import { ChatError } from "../protocol/errors.ts";
import { MAX_FRAME_BYTES } from "../protocol/limits.ts";
import { LastBytes } from "./last_bytes.ts";
import type { HttpContext } from "./environment.ts";

/** The body as `schema` has it. Throws `invalid-frame`, or `invalid-field` with the field's name. */
export async function readBody<S extends v.GenericSchema>(
  c: HttpContext,
  schema: S,
): Promise<v.InferOutput<S>> {
  // Another site's form cannot be sent as JSON, so what is not called JSON is none.
  if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) {
    throw new ChatError("invalid-frame");
  }
  const text = await readBodyText(c.req.raw, MAX_FRAME_BYTES);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ChatError("invalid-frame"); // said to the client
  }
  return parse(schema, value);
}

/** Reads a body, no further than the limit. Throws `text-too-long`. */
export async function readBodyText({ body }: Request, maxBytes: number): Promise<string> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    bytes += part.length;
    if (bytes > maxBytes) throw new ChatError("text-too-long");
    parts.push(part);
  }
  return await new Blob(parts).text();
}

/**
 * Reads a body of up to `maxBytes` and keeps half of `keptBytes` of its beginning and as much of its end:
 * of a form in parts, the words before and behind its files. What is shorter is kept whole. Throws
 * `text-too-long`.
 */
export async function readBodyEnds(
  { body }: Request,
  { keptBytes, maxBytes }: { keptBytes: number; maxBytes: number },
): Promise<string> {
  const half = Math.floor(keptBytes / 2);
  const head: Uint8Array<ArrayBuffer>[] = [];
  const tail = new LastBytes(half);
  let bytes = 0;
  for await (const part of body ?? []) {
    const room = Math.max(0, half - bytes);
    bytes += part.length;
    if (bytes > maxBytes) throw new ChatError("text-too-long");
    if (room > 0) head.push(part.slice(0, room));
    tail.add(part.subarray(room));
  }
  return await new Blob([...head, tail.bytes.slice(-half)]).text();
}

/** The query's parameters as `schema` has them. Throws `invalid-field`. */
export function readQuery<S extends v.GenericSchema>(c: HttpContext, schema: S): v.InferOutput<S> {
  return parse(schema, c.req.query());
}

function parse<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const field = v.getDotPath(parsed.issues[0]);
  throw field ? new ChatError("invalid-field", { field }) : new ChatError("invalid-frame");
}
