import type { ReadPicture } from "./format.ts";
import { readGif } from "./gif.ts";
import { readJpeg } from "./jpeg.ts";
import { readPng } from "./png.ts";
import { readWebp } from "./webp.ts";

const READERS: readonly ReadPicture[] = [readJpeg, readPng, readWebp, readGif];

/**
 * Reads a picture and says what it is to be made of without what tells more than the picture shows:
 * EXIF, XMP, IPTC, comments, what follows its end. How it is turned stays. Nothing for what is no
 * picture of these types.
 */
export const readPicture: ReadPicture = async (bytes) => {
  for (const read of READERS) {
    const picture = await read(bytes);
    if (picture) return picture;
  }
  return undefined;
};
