import { createHash } from "node:crypto";
import { AwsV4Signer } from "aws4fetch";
import { Semaphore } from "../async/semaphore.ts";
import { Unavailable } from "../kv/kv.ts";
import { type Clock, sleep } from "../runtime/clock.ts";
import type { PieceStore } from "./pieces.ts";

/** An object a piece: small, so that a file that comes is never held in memory. */
const PIECE_BYTES = 128 * 1024;
/** Requests under way at once, each with a piece; others wait. */
const AT_ONCE = 6;
const MAX_QUEUED = 100_000;
/** How long one request may take, in milliseconds. */
const DEADLINE_MS = 10_000;
/** Tries of one request: answers of the kind of 500 and 503 are part of S3. */
const TRIES = 3;
const PAUSE_MS = 200;

/** Where S3-compatible storage is, and by which key. `url` is that of the bucket, maybe with a folder. */
export interface S3Options {
  url: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** The bytes of files in S3-compatible storage, each request signed (SigV4) with what it carries. */
export function createS3Pieces(
  { url, ...credentials }: S3Options,
  clock: Clock,
): PieceStore {
  const requests = new Semaphore({ concurrency: AT_ONCE, maxQueued: MAX_QUEUED });
  const base = url.replace(/\/+$/, "");

  async function attempt(
    method: "PUT" | "GET" | "DELETE",
    path: string,
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const signer = new AwsV4Signer({
      ...credentials,
      service: "s3",
      method,
      url: `${base}/${path}`,
      ...(body && { headers: { "x-amz-content-sha256": sha256(body) } }),
    });
    const signed = await signer.sign();
    const late = new AbortController();
    const timer = clock.after(DEADLINE_MS, () => late.abort(new Error("too late")));
    const init = {
      method,
      headers: signed.headers,
      signal: late.signal,
      redirect: "error",
    } as const;
    try {
      const response = await fetch(signed.url, body ? { ...init, body } : init);
      const bytes = await response.bytes();
      if (response.status === 404 && method !== "PUT") return undefined;
      if (!response.ok) throw new Error(`${method}: ${response.status} ${reasonOf(bytes)}`);
      return bytes;
    } finally {
      timer.cancel(); // one that waits would keep all of this for as long
    }
  }

  function request(...asked: Parameters<typeof attempt>) {
    return requests.run(async () => {
      for (let tries = 1;; tries++) {
        try {
          return await attempt(...asked);
        } catch (error) {
          const why = error instanceof Error ? error.message : String(error);
          if (tries === TRIES) throw new Unavailable(`The storage of files did not answer: ${why}`);
          await sleep(clock, tries * PAUSE_MS);
        }
      }
    });
  }

  return {
    kind: "s3",
    pieceBytes: PIECE_BYTES,
    async stage(blob, piece, bytes) {
      await request("PUT", `${blob}/${piece}`, bytes);
      return [];
    },
    read: (blob, piece) => request("GET", `${blob}/${piece}`),
    async remove(blob, pieces) {
      const each = Array.from({ length: pieces }, (_, piece) => `${blob}/${piece}`);
      await Promise.all(each.map((path) => request("DELETE", path)));
    },
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** What S3 says in its answer, for the log. */
function reasonOf(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, 2_000));
  return /<Code>(.*?)<\/Code>/.exec(text)?.[1] ?? "";
}
