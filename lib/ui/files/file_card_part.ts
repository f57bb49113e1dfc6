import { signal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import type { Translator } from "../../i18n/translator.ts";
import type { SharedFile } from "../../protocol/files.ts";

export interface FileCardProps {
  file: SharedFile;
  /** Its message is on its way. */
  pending: boolean;
}

/** What draws a file that is no picture: on the server from the start, in a browser once it has come. */
export const fileCard = signal<FunctionComponent<FileCardProps> | undefined>(undefined);

/** What names a file where it is quoted (`fileLabel`); it comes with the card. */
export const fileNaming = signal<((words: Translator, file: SharedFile) => string) | undefined>(
  undefined,
);
