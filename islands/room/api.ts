// What the room asks over HTTP: what moderators do has no frame of the socket.
import * as v from "valibot";
import { Refused } from "../../lib/client/model.ts";
import { ERROR_CODES } from "../../lib/protocol/errors.ts";

/** A problem document (RFC 9457), as far as it is shown. */
const Problem = v.object({ code: v.picklist(ERROR_CODES), detail: v.string() });

/** Posts to the API; rejects with a `Refused` when the server says no. */
export async function callApi(path: string, body: Record<string, unknown>): Promise<void> {
  const response = await fetch(`/api/v1${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (response.ok) return;
  const { code, detail } = v.parse(Problem, await response.json());
  throw new Refused({ code, message: detail });
}
