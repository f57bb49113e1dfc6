// One request over HTTP/1.1 to an address that was judged before, and its answer.
import type { ClientRequest, IncomingMessage } from "node:http";
import {
  type AddressedRequest,
  type Exchange,
  FetchError,
  type GuardedResponse,
} from "./guarded_fetch.ts";

const NO_CONNECTION: ReadonlySet<unknown> = new Set(
  ["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL", "ETIMEDOUT"],
);

/** The exchange of this process: its modules are loaded with the first call. */
export const exchange: Exchange = async (request, signal) => {
  const [plain, secure] = await Promise.all([import("node:http"), import("node:https")]);
  const { url, address, method = "GET", body } = request;
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const options = {
    host: address,
    method,
    signal,
    agent: false as const,
    port: Number(url.port) || (url.protocol === "https:" ? 443 : 80),
    path: url.pathname + url.search,
    headers: {
      ...request.headers,
      host: url.host,
      "accept-encoding": "identity",
      ...(body !== undefined && { "content-length": Buffer.byteLength(body) }),
    },
  };
  return await new Promise((resolve, reject) => {
    const fail = (error: Error & { code?: unknown }) => {
      if (signal.aborted) return reject(signal.reason);
      if (error instanceof FetchError) return reject(error);
      if (NO_CONNECTION.has(error.code)) return resolve("no-connection");
      reject(new FetchError("unreachable", error.message, { cause: error }));
    };
    const called: ClientRequest = url.protocol === "https:"
      ? secure.request({ ...options, servername: hostname })
      : plain.request(options);
    called.on("error", fail);
    called.on("response", (answer) => {
      read(answer, called, request).then(resolve, fail);
    });
    called.end(body);
  });
};

/** Reads an answer up to its limit; whatever is longer is not read to its end. */
async function read(
  answer: IncomingMessage,
  called: ClientRequest,
  { maxBytes, longer }: AddressedRequest,
): Promise<Omit<GuardedResponse, "url">> {
  const headers = new Headers();
  for (let at = 0; at + 1 < answer.rawHeaders.length; at += 2) {
    headers.append(String(answer.rawHeaders[at]), String(answer.rawHeaders[at + 1]));
  }
  const encoding = headers.get("content-encoding") ?? "identity";
  if (!/^identity$/i.test(encoding)) {
    called.destroy();
    throw new FetchError("encoding", `the answer is encoded: ${encoding}`);
  }
  const declared = Number(headers.get("content-length") ?? 0);
  if (longer === "refuse" && declared > maxBytes) throw tooLong(called, maxBytes);
  const body = new Uint8Array(await bytesOf(answer, called, { maxBytes, longer }));
  return { status: answer.statusCode ?? 0, headers, body };
}

async function bytesOf(
  answer: AsyncIterable<Uint8Array>,
  called: ClientRequest,
  { maxBytes, longer }: Pick<AddressedRequest, "maxBytes" | "longer">,
): Promise<ArrayBuffer> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const part of answer) {
    const room = maxBytes - size;
    if (part.length > room && longer === "refuse") throw tooLong(called, maxBytes);
    parts.push(new Uint8Array(part.subarray(0, room)));
    size += part.length;
    if (size >= maxBytes) break;
  }
  if (size >= maxBytes) called.destroy();
  return await new Blob(parts).arrayBuffer();
}

function tooLong(called: ClientRequest, maxBytes: number): FetchError {
  called.destroy();
  return new FetchError("size", `the answer is longer than ${maxBytes} bytes`);
}
