// What the room asks over HTTP: what moderators do, and one's account, have no frame of the socket.
import * as v from "valibot";
import { Refused } from "../../../lib/client/model.ts";
import { Lost } from "../../../lib/client/requests.ts";
import { ERROR_CODES } from "../../../lib/protocol/errors.ts";

/** A problem document (RFC 9457), as far as it is shown. */
const Problem = v.object({ code: v.picklist(ERROR_CODES), detail: v.string() });

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * Asks the API for a change. Rejects with a `Refused` when the server says no, and with `Lost` when nobody
 * answered, or somebody on the way who knows nothing of us.
 */
export async function callApi(
  path: string,
  body: Record<string, unknown> | undefined,
  method: Method = "POST",
): Promise<void> {
  await answerOf(path, body, method);
}

/** The same, and what the answer holds. */
export async function askApi<S extends v.GenericSchema>(
  schema: S,
  path: string,
  body: Record<string, unknown>,
  method: Method = "POST",
): Promise<v.InferOutput<S>> {
  const response = await answerOf(path, body, method);
  return v.parse(schema, await response.json().catch(lost));
}

/** Reads from the API; rejects as `callApi` does. */
export async function readApi<S extends v.GenericSchema>(
  schema: S,
  path: string,
): Promise<v.InferOutput<S>> {
  const response = await answerOf(path, undefined, "GET");
  return v.parse(schema, await response.json().catch(lost));
}

async function answerOf(
  path: string,
  body: Record<string, unknown> | undefined,
  method: Method,
): Promise<Response> {
  const response = await fetch(`/api/v1${path}`, {
    method,
    ...(body && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
    keepalive: true, // what was asked for is done, also when the page goes
  }).catch(lost);
  if (response.ok) return response;
  const problem = v.safeParse(Problem, await response.json().catch(lost));
  if (!problem.success) return lost(response.status);
  const { code, detail } = problem.output;
  throw new Refused({ code, message: detail });
}

function lost(cause: unknown): never {
  throw new Lost("No answer of ours", { cause });
}
