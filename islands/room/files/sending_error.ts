import type { WireError } from "../../../lib/protocol/server_frames.ts";

/** The server does not take a file: why, in its words. */
export class NotTaken extends Error {
  override readonly name = "NotTaken";
  constructor(readonly error: WireError) {
    super(error.message);
  }
}
