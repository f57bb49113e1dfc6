/** Somebody who asks a server over HTTP: how, and by which token. */
export interface Asker {
  url: string;
  token: string;
  /** By default the platform's. */
  fetch?(input: string, init: RequestInit): Promise<Response>;
}

/** Asks with a token; `json` is sent as the body. */
export async function askApi(
  { url, token, fetch: send = fetch }: Asker,
  method: string,
  path: string,
  { json, headers, ...init }: RequestInit & { json?: unknown; headers?: Record<string, string> } =
    {},
): Promise<Response> {
  return await send(`${url}${path}`, {
    method,
    ...init,
    headers: {
      authorization: `Bearer ${token}`,
      ...headers,
      ...(json !== undefined && { "content-type": "application/json" }),
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
}

/** Announces a file, as tus does. */
export function announce(asker: Asker, name: string, size: number): Promise<Response> {
  const filename = new TextEncoder().encode(name).toBase64();
  return askApi(asker, "POST", "/api/v1/files", {
    headers: {
      "tus-resumable": "1.0.0",
      "upload-length": String(size),
      "upload-metadata": `filename ${filename}`,
    },
  });
}

/** Brings bytes of a file from an offset on. */
export function bring(
  asker: Asker,
  id: string,
  offset: number,
  body: BodyInit,
): Promise<Response> {
  return askApi(asker, "PATCH", `/api/v1/files/${id}`, {
    body,
    headers: {
      "tus-resumable": "1.0.0",
      "upload-offset": String(offset),
      "content-type": "application/offset+octet-stream",
    },
  });
}

/** Uploads a file in one go; gives its id. Throws with what the server says. */
export async function uploadFile(
  asker: Asker,
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const announced = await announce(asker, name, bytes.length);
  if (!announced.ok) throw new Error(await announced.text());
  const { id } = await announced.json();
  const brought = await bring(asker, id, 0, bytes);
  if (!brought.ok) throw new Error(await brought.text());
  return id;
}

/** Posts a message with files; gives where it stands. Throws with what the server says. */
export async function postFiles(
  asker: Asker,
  conversation: string,
  files: ReadonlyArray<{ id: string; [name: string]: unknown }>,
  text = "",
): Promise<{ conversation: string; seq: number }> {
  const posted = await askApi(asker, "POST", "/api/v1/messages", {
    json: { conversation, text, files },
  });
  if (!posted.ok) throw new Error(await posted.text());
  return await posted.json();
}
