import type { Locale } from "../../i18n/locale.ts";
import { SITE_WORDS } from "../../i18n/site_words.ts";
import { gzipped } from "../../runtime/lines.ts";
import { exportLines } from "./ndjson.ts";
import { mattermostFiles } from "./mattermost.ts";
import { siteFiles } from "./site/site.ts";
import { type ExportParts, ExportSource, type LeftOut } from "./source.ts";
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
  leftOut: LeftOut;
}

/** Makes an export. The stream errors with `Unavailable`. */
export function exportOf(
  form: ExportForm,
  parts: ExportParts,
  { language, emojiName, failed = () => {} }: {
    /** Of the pages, and of what stands in place of what is gone. */
    language: Locale;
    emojiName: (emoji: string) => string | undefined;
    failed?: (error: unknown) => void;
  },
): MadeExport {
  const source = new ExportSource(parts);
  const leftOut: LeftOut = new Map();
  if (form === "ndjson") {
    return {
      stream: gzipped(exportLines(source)),
      ending: ".ndjson.gz",
      type: "application/gzip",
      leftOut,
    };
  }
  const words = SITE_WORDS[language];
  const files = form === "mattermost"
    ? mattermostFiles(source, { emojiName, words, leftOut })
    : siteFiles(source, { lang: language, words, leftOut });
  const stream = zipped(files, { at: parts.at, failed });
  return { stream, ending: `-${form}.zip`, type: "application/zip", leftOut };
}
