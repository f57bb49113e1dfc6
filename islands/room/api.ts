// What the room asks over HTTP: what moderators do has no frame of the socket.
import * as v from "valibot";
import { Refused } from "../../lib/client/model.ts";
import { Lost } from "../../lib/client/requests.ts";
import { ERROR_CODES } from "../../lib/protocol/errors.ts";

/** A problem document (RFC 9457), as far as it is shown. */
const Problem = v.object({ code: v.picklist(ERROR_CODES), detail: v.string() });

/**
 * Posts to the API. Rejects with a `Refused` when the server says no, and with `Lost` when nobody
 * answered, or somebody on the way who knows nothing of us.
 */
export async function callApi(path: string, body: Record<string, unknown>): Promise<void> {
  const response = await fetch(`/api/v1${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }).catch(lost);
  if (response.ok) return;
  const problem = v.safeParse(Problem, await response.json().catch(lost));
  if (!problem.success) return lost(response.status);
  const { code, detail } = problem.output;
  throw new Refused({ code, message: detail });
}

function lost(cause: unknown): never {
  throw new Lost("No answer of ours", { cause });
}
