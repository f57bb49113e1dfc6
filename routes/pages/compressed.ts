import type { Duplex } from "node:stream";
import {
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  gzipSync,
} from "node:zlib";
import { negotiateEncoding } from "../../lib/http/encoding.ts";
import type { Encoding } from "../../lib/islands/server/manifest.ts";

/** The first that a browser takes: brotli takes half as long again for as much. */
const PREFERRED = ["gzip", "br"] as const satisfies readonly Encoding[];
const GZIP = { level: 3 };
const BROTLI = { [constants.BROTLI_PARAM_QUALITY]: 1 };
/** A page is made once for one reader: these levels cost a tenth of the best and give a tenth more. */
const COMPRESS: Record<Encoding, (bytes: Uint8Array) => Uint8Array<ArrayBuffer>> = {
  br: (bytes) => new Uint8Array(brotliCompressSync(bytes, { params: BROTLI })),
  gzip: (bytes) => new Uint8Array(gzipSync(bytes, GZIP)),
};
const COMPRESS_STREAM = {
  br: () => createBrotliCompress({ params: BROTLI }),
  gzip: () => createGzip(GZIP),
};

const encoder = new TextEncoder();

/** A text as an `Accept-Encoding` header likes it best, with the headers that say so. */
export function compressed(text: string, acceptEncoding: string | undefined) {
  const encoding = negotiateEncoding(acceptEncoding, PREFERRED);
  return {
    body: encoding ? COMPRESS[encoding](encoder.encode(text)) : text,
    headers: { Vary: "Accept-Encoding", ...(encoding ? { "Content-Encoding": encoding } : {}) },
  };
}

/** The same for a text that comes in two parts: the first goes out at once, whatever the second takes. */
export function compressedStream(
  first: string,
  second: Promise<string>,
  acceptEncoding: string | undefined,
) {
  const encoding = negotiateEncoding(acceptEncoding, PREFERRED);
  const headers = { Vary: "Accept-Encoding", ...(encoding && { "Content-Encoding": encoding }) };
  if (!encoding) return { stream: inTwoParts(first, second), headers };
  const compressor = COMPRESS_STREAM[encoding]();
  compressor.write(encoder.encode(first));
  compressor.flush(() => {}); // what was written goes out now
  second.then((text) => compressor.end(encoder.encode(text)), (error) => compressor.destroy(error));
  return { stream: readableOf(compressor), headers };
}

function inTwoParts(first: string, second: Promise<string>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(encoder.encode(first));
      controller.enqueue(encoder.encode(await second));
      controller.close();
    },
  });
}

function readableOf(compressor: Duplex): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      compressor.on("data", (bytes: Uint8Array) => controller.enqueue(new Uint8Array(bytes)));
      compressor.on("end", () => controller.close());
      compressor.on("error", (error) => controller.error(error));
    },
    cancel: () => void compressor.destroy(), // the browser went elsewhere
  });
}
