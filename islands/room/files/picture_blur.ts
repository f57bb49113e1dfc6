import { thumbHashToDataURL } from "thumbhash";

const made = new WeakMap<HTMLImageElement, string>();

/** The blurred picture in place of one that is not there, as a data URL; none without a ThumbHash. */
export function blurOf(image: HTMLImageElement): string | undefined {
  const { thumb } = image.dataset;
  if (thumb) {
    delete image.dataset.thumb; // its drawing has it as long as the picture stands there
    try {
      const bytes = Uint8Array.fromBase64(thumb, { alphabet: "base64url" });
      made.set(image, thumbHashToDataURL(bytes));
    } catch {
      // No ThumbHash: the picture comes without it.
    }
  }
  return made.get(image);
}
