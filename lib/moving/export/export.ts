import type { Locale } from "../../i18n/locale.ts";
import { exportLines } from "./ndjson.ts";
import { type Losses, mattermostFiles } from "./mattermost.ts";
import { siteFiles } from "./site/site.ts";
import { SITE_WORDS } from "./site/words.ts";
import { type ExportParts, ExportSource } from "./source.ts";
import { zipped } from "./zipped.ts";

/** The forms of an export: ours without loss, that of another chat, pages. */
export const EXPORT_FORMS = ["ndjson", "mattermost", "site"] as const;
export type ExportForm = (typeof EXPORT_FORMS)[number];

/** Whether it is one of them. */
export function isExportForm(text: string): text is ExportForm {
  return EXPORT_FORMS.some((form) => form === text);
}

/** An export that is made as it is read. */
export interface MadeExport {
  stream: ReadableStream<Uint8Array>;
  /** How its file's name ends. */
  ending: string;
  type: string;
  /** What the form has no place for: whole once the stream has ended. */
  losses: Losses;
}

/** Text that is joined until it is so long. */
const CHUNK = 64 * 1024;

/** Makes an export. The stream errors with `Unavailable`. */
export function exportOf(
  form: ExportForm,
  parts: ExportParts,
  { language, emojiName, failed = () => {} }: {
    /** Of the pages. */
    language: Locale;
    emojiName: (emoji: string) => string | undefined;
    failed?: (error: unknown) => void;
  },
): MadeExport {
  const source = new ExportSource(parts);
  const losses: Losses = new Map();
  if (form === "ndjson") {
    const stream = ReadableStream.from(joined(exportLines(source)))
      .pipeThrough(new TextEncoderStream())
      .pipeThrough(new CompressionStream("gzip"));
    return { stream, ending: ".ndjson.gz", type: "application/gzip", losses };
  }
  const files = form === "mattermost"
    ? mattermostFiles(source, { emojiName, losses })
    : siteFiles(source, { lang: language, words: SITE_WORDS[language] });
  const stream = zipped(files, { at: parts.at, failed });
  return { stream, ending: `-${form}.zip`, type: "application/zip", losses };
}

async function* joined(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let text = "";
  for await (const line of lines) {
    text += line;
    if (text.length < CHUNK) continue;
    yield text;
    text = "";
  }
  if (text) yield text;
}
