import { assert } from "./assert.ts";

/** Asks the API of a server in a process of its own, and gives its answer; fails where it refuses. */
export async function postJson(url: string, path: string, json: object, token?: string) {
  const response = await fetch(`${url}/api/v1${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(json),
  });
  const text = await response.text();
  assert(response.ok, text);
  return text === "" ? {} : JSON.parse(text);
}
