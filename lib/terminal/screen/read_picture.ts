import type { SharedFile } from "../../protocol/files.ts";
import { filePath } from "../../ui/paths.ts";
import type { Server } from "../server.ts";
import type { PictureSlot } from "./picture_slot.ts";
import { scaledPng } from "./scaled_png.ts";

/** Larger than any preview; more is not read for a picture of some cells. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Reads a picture of a message, its preview where it has one; rejects where it is none, or too large. */
export async function readPicture(
  server: Server,
  file: SharedFile,
  slot: PictureSlot,
): Promise<Uint8Array> {
  if (file.preview === undefined && file.size > MAX_BYTES) throw new Error("Too large");
  const response = await server.fetch(filePath(file.preview ?? file.id));
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`Answered with ${response.status}`);
  }
  return await scaledPng(await response.blob(), slot);
}
