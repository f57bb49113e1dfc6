import { signal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import type { SharedFile } from "../../protocol/files.ts";

export interface FileCardProps {
  file: SharedFile;
  /** Its message is on its way. */
  pending: boolean;
}

/** What draws a file that is no picture: on the server from the start, in a browser once it has come. */
export const fileCard = signal<FunctionComponent<FileCardProps> | undefined>(undefined);
