// An administrator who brings a community in over the API.
import type { BroughtIn } from "../../lib/protocol/administration.ts";
import { postJson } from "./post_json.ts";
import { askApi, type Asker } from "./uploads.ts";
import { PASSWORD, SETUP_CODE } from "./visitor.ts";

/** Answers that one waits for before giving up: some minutes. */
const MOST_ANSWERS = 100_000;

/** Registers whoever administers a server that was started with `SETUP_CODE`. */
export async function administrator(url: string): Promise<Asker> {
  const account = { code: SETUP_CODE, name: "Awa", password: PASSWORD };
  const { token } = await postJson(url, "/setup", account);
  return { url, token };
}

/** Asks what must succeed. Throws with what the server says. */
export async function ask(asker: Asker, method: string, path: string, json?: unknown) {
  const response = await askApi(asker, method, `/api/v1/admin/imports${path}`, {
    ...(json !== undefined && { json }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}

/** Sends a part of an export; gives the answer. */
export function putPart(asker: Asker, id: string, part: number, bytes: Uint8Array) {
  return askApi(asker, "PUT", `/api/v1/admin/imports/${id}/parts/${part}`, {
    headers: { "content-type": "application/octet-stream" },
    body: bytes as Uint8Array<ArrayBuffer>,
  });
}

/** Announces an export and sends all of its parts; gives its id. */
export async function sendExport(asker: Asker, file: string, bytes: Uint8Array): Promise<string> {
  const { import: { id, upload } } = await ask(asker, "POST", "", { file, size: bytes.length });
  const parts = Math.ceil(bytes.length / upload.partBytes);
  for (let part = 0; part < parts; part++) {
    const some = bytes.subarray(part * upload.partBytes, (part + 1) * upload.partBytes);
    const response = await putPart(asker, id, part, some);
    if (!response.ok) throw new Error(await response.text());
    await response.body?.cancel();
  }
  return id;
}

/** Asks until an import is as it is waited for. */
export async function becomes(
  asker: Asker,
  id: string,
  is: (now: BroughtIn) => boolean,
): Promise<BroughtIn> {
  let last: BroughtIn | undefined;
  for (let n = 0; n < MOST_ANSWERS; n++) {
    const { import: now } = await ask(asker, "GET", `/${id}`);
    last = now;
    if (is(now)) return now;
  }
  throw new Error(`It is ${JSON.stringify(last)}`);
}

/** Waits until an import is gone. */
export async function isGone(asker: Asker, id: string): Promise<void> {
  for (let n = 0; n < MOST_ANSWERS; n++) {
    const response = await askApi(asker, "GET", `/api/v1/admin/imports/${id}`);
    await response.body?.cancel();
    if (response.status === 404) return;
  }
  throw new Error("It stays");
}
