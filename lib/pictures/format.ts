import type { Bytes, Segment } from "./bytes.ts";

/** The media types of pictures that are read here, and shown in place. */
const PICTURE_TYPES = ["image/jpeg", "image/png", "image/webp", "image/gif"] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];

/** A picture that was read to its end. */
export interface Picture {
  type: PictureType;
  /** As it is shown: turned by its orientation. */
  width: number;
  height: number;
  /** What it is to be made of, so that it tells nothing but itself; absent where it does already. */
  clean?: Segment[];
  /** That something which is not in `clean` tells where it was taken. */
  place: boolean;
}

/** What a parser of one format finds; nothing where the bytes are not of it, or broken. */
export type ReadPicture = (bytes: Bytes) => Promise<Picture | undefined>;

/** Whether a media type is that of a picture that is shown. */
export function isPictureType(type: string): boolean {
  return (PICTURE_TYPES as readonly string[]).includes(type);
}
