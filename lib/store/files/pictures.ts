import { keys } from "../../kv/keys.ts";
import type { Mutation } from "../../kv/kv.ts";

/** The picture of a person, or of the community. */
export interface StoredPicture {
  /** The id of its file. */
  file: string;
  /** A digest of its bytes, which its address has: another picture has another address. */
  tag: string;
}

/** What shows the file of a picture: no message, and who may read it is asked elsewhere. */
export interface PictureLink {
  picture: true;
}

/** Says that a picture shows a file. */
export function linkPicture({ file }: StoredPicture): Mutation {
  const value: PictureLink = { picture: true };
  return { type: "set", key: keys.fileLink(file), value };
}
