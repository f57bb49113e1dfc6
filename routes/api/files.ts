// Uploads, as tus 1.0 has them: creation, creation with upload, termination, expiration.
import * as v from "valibot";
import { Semaphore } from "../../lib/async/semaphore.ts";
import type { Downloads } from "../../lib/files/downloads.ts";
import type { Upload, Uploads } from "../../lib/files/uploads.ts";
import { readBody } from "../../lib/http/body.ts";
import type { HttpContext } from "../../lib/http/environment.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { FileAllowance } from "../../lib/protocol/files.ts";
import type { Limits } from "../../lib/protocol/limits.ts";

/** The version of tus that is spoken. */
const TUS = "1.0.0";
const EXTENSIONS = "creation,creation-with-upload,termination,expiration";
/** What the bytes of a file come as. */
const BYTES_TYPE = "application/offset+octet-stream";
/** What some clients add to the name of a file; more is no name. */
const MAX_METADATA = 4_000;

const upload = v.object({
  id: v.string(),
  name: v.string(),
  size: v.number(),
  offset: v.number(),
  expires: v.number(),
  type: v.optional(v.string()),
});

/** The platform keeps the whole of a body that does not say its length: few of those come at once. */
const UNMEASURED = { concurrency: 4, maxQueued: 200 };

const newFile = v.object({
  name: v.pipe(v.string(), v.maxLength(MAX_METADATA)),
  size: v.pipe(v.number(), v.safeInteger()),
});

/** What uploads are answered with. */
export interface FileApiParts {
  files: { uploads: Uploads; downloads: Downloads };
  limits: Limits;
}

/** Uploads over HTTP. A client of tus needs no more than the path; others read the JSON. */
export function fileOperations({ files: { uploads }, limits }: FileApiParts): Operation[] {
  const unmeasured = new Semaphore(UNMEASURED);
  return [
    operation({
      method: "OPTIONS",
      path: "/files",
      summary: "What of tus is spoken here, and how large a file may be",
      open: true,
      run: ({ c }) => {
        c.header("Tus-Version", TUS);
        c.header("Tus-Extension", EXTENSIONS);
        c.header("Tus-Max-Size", String(limits.files?.bytes ?? 0));
        return Promise.resolve(answer(c, 204));
      },
    }),
    operation({
      method: "GET",
      path: "/files",
      bots: "write",
      summary: "What one may send on a day, and what of today's (UTC) is left, in bytes",
      reply: FileAllowance,
      run: ({ actor }) => uploads.allowance(actor()),
    }),
    operation({
      method: "POST",
      path: "/files",
      bots: "write",
      summary:
        "Announce a file: tus creation (`Upload-Length`, `Upload-Metadata: filename …`), or as JSON",
      status: 201,
      reply: upload,
      async run({ c, actor }) {
        requireTus(c);
        const created = await uploads.create(actor(), await announcedIn(c));
        const path = new URL(c.req.url).pathname;
        c.header("Location", `${path}/${created.id}`);
        const { body } = c.req.raw;
        const comes = c.req.header("content-type") === BYTES_TYPE && body !== null;
        return told(c, comes ? await uploads.append(actor(), created.id, 0, body) : created, 201);
      },
    }),
    operation({
      method: "GET",
      path: "/files/:id",
      bots: "read",
      summary: "How far a file has come; `HEAD` as tus has it. What was sent: `/files/:id`",
      reply: upload,
      async run({ c, actor, part }) {
        const found = await uploads.find(actor(), part("id"));
        c.header("Upload-Length", String(found.size));
        return told(c, found, 200);
      },
    }),
    operation({
      method: "PATCH",
      path: "/files/:id",
      bots: "write",
      summary: "Bytes of a file, from `Upload-Offset` on (tus)",
      run: ({ c, actor, part }) => receive(c, () => actor(), part("id")),
    }),
    operation({
      method: "POST",
      path: "/files/:id",
      bots: "write",
      summary: "`PATCH` and `DELETE` for clients that can only post (`X-HTTP-Method-Override`)",
      async run({ c, actor, part }) {
        const method = c.req.header("x-http-method-override")?.toUpperCase();
        if (method === "PATCH") return await receive(c, () => actor(), part("id"));
        if (method === "DELETE") return await remove(c, () => actor(), part("id"));
        await uploads.find(actor(), part("id"));
        throw new ChatError("unknown-type", { type: method ?? "" });
      },
    }),
    operation({
      method: "DELETE",
      path: "/files/:id",
      bots: "write",
      summary: "Take back a file that was not sent",
      run: ({ c, actor, part }) => remove(c, () => actor(), part("id")),
    }),
  ];

  async function receive(c: HttpContext, actor: () => Parameters<Uploads["find"]>[0], id: string) {
    requireTus(c);
    if (c.req.header("content-type") !== BYTES_TYPE) {
      await uploads.find(actor(), id); // that there is none is said before how it would be asked
      throw new ChatError("tus-type", { type: BYTES_TYPE });
    }
    const body = c.req.raw.body ?? new ReadableStream<Uint8Array>({ start: (to) => to.close() });
    const offset = countOf(c, "upload-offset");
    const bring = () => uploads.append(actor(), id, offset, body);
    const isMeasured = c.req.header("content-length") !== undefined;
    const { offset: now, expires } = await (isMeasured ? bring() : unmeasured.run(bring));
    c.header("Upload-Offset", String(now));
    c.header("Upload-Expires", new Date(expires).toUTCString());
    return answer(c, 204);
  }

  async function remove(c: HttpContext, actor: () => Parameters<Uploads["find"]>[0], id: string) {
    await uploads.remove(actor(), id);
    return answer(c, 204);
  }
}

function answer(c: HttpContext, status: 204): Response {
  c.header("Tus-Resumable", TUS);
  return c.body(null, status);
}

function told(c: HttpContext, upload: Upload, status: 200 | 201): Response {
  c.header("Tus-Resumable", TUS);
  c.header("Upload-Offset", String(upload.offset));
  c.header("Upload-Expires", new Date(upload.expires).toUTCString());
  return c.json(upload, status);
}

/** Throws `invalid-field` for another version of tus; who says none speaks this one. */
function requireTus(c: HttpContext): void {
  const version = c.req.header("tus-resumable");
  if (version === undefined || version === TUS) return;
  c.header("Tus-Version", TUS);
  throw new ChatError("tus-version", { version: TUS });
}

/** What is announced: by the headers of tus, or as JSON where somebody posts that. */
async function announcedIn(c: HttpContext): Promise<{ name: string; size: number }> {
  if (c.req.header("content-type") === "application/json") return await readBody(c, newFile);
  return { name: nameOf(c), size: countOf(c, "upload-length") };
}

function countOf(c: HttpContext, name: string): number {
  const value = c.req.header(name) ?? "";
  if (!/^\d{1,15}$/.test(value)) throw new ChatError("invalid-field", { field: name });
  return Number(value);
}

/** `filename` of `Upload-Metadata`: pairs of a key and a value in Base64, with commas between. */
function nameOf(c: HttpContext): string {
  const header = (c.req.header("upload-metadata") ?? "").slice(0, MAX_METADATA);
  for (const pair of header.split(",")) {
    const [key, value = ""] = pair.trim().split(" ");
    if (key !== "filename" && key !== "name") continue;
    try {
      return new TextDecoder().decode(Uint8Array.fromBase64(value));
    } catch {
      throw new ChatError("invalid-field", { field: "Upload-Metadata" }); // no Base64
    }
  }
  return "";
}
