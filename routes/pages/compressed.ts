import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { type Encoding, ENCODINGS } from "../../lib/islands/server/manifest.ts";
import { negotiateEncoding } from "../assets.ts";

/** A page is made once for one reader: fast levels take a millisecond and give a fifth of the size. */
const COMPRESS: Record<Encoding, (text: string) => Uint8Array<ArrayBuffer>> = {
  br: (text) =>
    new Uint8Array(brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })),
  gzip: (text) => new Uint8Array(gzipSync(text, { level: 5 })),
};

/** A text as an `Accept-Encoding` header likes it best, with the headers that say so. */
export function compressed(text: string, acceptEncoding: string | undefined) {
  const encoding = negotiateEncoding(acceptEncoding, ENCODINGS);
  return {
    body: encoding ? COMPRESS[encoding](text) : text,
    headers: { Vary: "Accept-Encoding", ...(encoding ? { "Content-Encoding": encoding } : {}) },
  };
}
