import { Hono } from "hono";
import { isShown } from "../lib/files/content.ts";
import { contentDisposition } from "../lib/files/file_name.ts";
import type { Downloads, ReadableFile } from "../lib/files/downloads.ts";
import { actorOf, type HttpContext, type HttpEnv } from "../lib/http/environment.ts";
import { requireScope } from "../lib/http/operation.ts";
import { type ByteRange, rangeOf } from "../lib/http/byte_range.ts";
import { refusalOf, statusOf } from "../lib/http/problems.ts";
import { refusalMessage } from "../lib/i18n/refusals.ts";
import type { Logger } from "../lib/runtime/logger.ts";

/** Under which path the files of messages are read. */
export const FILES_PATH = "/files";

/** What is not shown is bytes to whoever gets it: no type has a browser do anything with it. */
const SAVED_TYPE = "application/octet-stream";

/**
 * What goes with every answer. A file is what somebody sent: whatever it is, it runs nothing, belongs
 * to no origin, and is read by no other site. It is asked for anew each time: who may read may change.
 */
const HEADERS = {
  "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "private, no-cache",
  "Accept-Ranges": "bytes",
} as const;

/** `GET /files/:id`, in parts where asked; `?save` has any file saved. Below `session`. */
export function fileRoutes(
  { downloads, logger }: { downloads: Downloads; logger: Logger },
): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  app.onError((error, c) => {
    const refused = refusalOf(error);
    if (refused.code === "internal") logger.error("A file was not read", error);
    const said = refusalMessage(c.var.locale ?? "en", refused.refusal, refused.values, c.var.clock);
    return c.text(`${said}\n`, statusOf(refused), { ...HEADERS, "Cache-Control": "no-store" });
  });

  app.use(`${FILES_PATH}/*`, async (c, next) => {
    requireScope(c, "read");
    await next();
  });

  app.get(`${FILES_PATH}/:id`, async (c) => {
    const file = await downloads.find(actorOf(c), c.req.param("id"));
    const etag = `"${file.tag}"`;
    const about = { ...HEADERS, ...aboutOf(c, file), "ETag": etag };
    if (tagsOf(c.req.header("if-none-match")).includes(etag)) return c.body(null, 304, about);
    const unchanged = [undefined, etag].includes(c.req.header("if-range"));
    const range = unchanged ? rangeOf(c.req.header("range"), file.size) : undefined;
    if (range === "unsatisfiable") {
      return c.body(null, 416, { ...about, "Content-Range": `bytes */${file.size}` });
    }
    return answer(c, file, range, about);
  });

  app.get(`${FILES_PATH}/people/:user/:tag`, async (c) => {
    actorOf(c);
    const { user, tag } = c.req.param();
    return picture(c, await downloads.ofPerson(user, tag), "private");
  });

  // The door shows it, to everybody.
  app.get(`${FILES_PATH}/community/:tag`, async (c) => {
    return picture(c, await downloads.ofCommunity(c.req.param("tag")), "public");
  });

  // They stand in public rooms, which strangers read.
  app.get(`${FILES_PATH}/emoji/:tag`, async (c) => {
    return picture(c, await downloads.ofEmoji(c.req.param("tag")), "public");
  });

  return app;
}

/** A picture is never another one at its address. */
function picture(c: HttpContext, file: ReadableFile, whose: "private" | "public"): Response {
  return answer(c, file, undefined, {
    ...HEADERS,
    ...aboutOf(c, file),
    "Cache-Control": `${whose}, max-age=31536000, immutable`,
  });
}

function answer(
  c: HttpContext,
  file: ReadableFile,
  range: ByteRange | undefined,
  about: Record<string, string>,
): Response {
  const { from, to } = range ?? { from: 0, to: file.size };
  const headers = {
    ...about,
    "Content-Length": String(to - from),
    ...(range && { "Content-Range": `bytes ${from}-${to - 1}/${file.size}` }),
  };
  const status = range ? 206 : 200;
  if (c.req.method === "HEAD") return c.body(null, status, headers);
  return c.body(file.stream(from, to), status, headers);
}

function aboutOf(c: HttpContext, { name, type }: ReadableFile): Record<string, string> {
  const shown = isShown(type) && c.req.query("save") === undefined;
  return {
    "Content-Type": shown ? type : SAVED_TYPE,
    "Content-Disposition": contentDisposition(name, shown),
  };
}

function tagsOf(header = ""): string[] {
  return header.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
}
