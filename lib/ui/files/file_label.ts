import type { Translator } from "../../i18n/translator.ts";
import { kindOf, type SharedFile } from "../../protocol/files.ts";
import { durationText } from "./duration.ts";

/** What a file is called where it is not shown: “Picture”, “Voice message, 0:12”, or its name. */
export function fileLabel(words: Translator, file: SharedFile): string {
  const kind = kindOf(file);
  if (kind === "file") return file.name;
  if (kind === "picture") return file.alt ?? words.t("file.picture");
  return words.t("voice.message", { time: durationText(file.duration ?? 0) });
}
