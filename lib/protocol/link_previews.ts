// What a page says of itself beside a message that links to it.
import * as v from "valibot";
import { fileIds, type SharedFile } from "./files.ts";

/** Links of one message that are looked at. */
export const MAX_PREVIEWS = 3;

/** Code points of what a preview says at most. */
export const PREVIEW_LENGTHS = { site: 60, title: 140, description: 240, alt: 240 } as const;

/** The picture of a preview, which the server made small; at `/files/<id>`, read as files are (F2). */
export const PreviewPicture = v.object({
  id: v.string(),
  width: v.number(),
  height: v.number(),
  /** What it shows, where the page says so. */
  alt: v.optional(v.string()),
});
export type PreviewPicture = v.InferOutput<typeof PreviewPicture>;

/** A page that a message links to. All words are the page's own. */
export const LinkPreview = v.object({
  /** The link, as the message has it when it is normalised. */
  url: v.pipe(v.string(), v.regex(/^https?:\/\//)),
  site: v.string(),
  title: v.string(),
  description: v.optional(v.string()),
  picture: v.optional(PreviewPicture),
});
export type LinkPreview = v.InferOutput<typeof LinkPreview>;

/** What a message says of its links: what is shown, and what was taken away from it. */
export interface Previewed {
  previews?: LinkPreview[];
  unpreviewed?: string[];
}

/** Links of one message that are remembered as taken away: beyond, the first ones are forgotten. */
const MAX_UNPREVIEWED = 20;

/**
 * What of it stays where the message links to these pages alone, in their order. What was taken away
 * stays so also while the message does not link to it: an edit brings nothing back.
 */
export function previewsAmong(
  { previews = [], unpreviewed = [] }: Previewed,
  links: readonly string[],
): Previewed {
  const shown = links.flatMap((url) => previews.find((one) => one.url === url) ?? []);
  const hidden = unpreviewed.slice(-MAX_UNPREVIEWED);
  return {
    ...(shown.length > 0 && { previews: shown }),
    ...(hidden.length > 0 && { unpreviewed: hidden }),
  };
}

/** A message with other previews in place of those that it has. */
export function withPreviews<M extends Previewed>(message: M, now: Previewed): M {
  const { previews: _, unpreviewed: __, ...rest } = message;
  return { ...rest, ...now } as M;
}

/** The pictures of the previews of a message. */
export function previewFiles({ previews = [] }: Previewed): string[] {
  return previews.flatMap(({ picture }) => picture ? [picture.id] : []);
}

/** The ids of all files that a message shows. */
export function shownFiles(
  { files = [], previews }: Previewed & { files?: readonly SharedFile[] },
): string[] {
  return [...fileIds(files), ...previewFiles({ previews })];
}
