import type { FileKind } from "../../protocol/files.ts";
import { FILE_KINDS } from "../../protocol/requests/file_list.ts";

/** The sections of what was shared: all, and one for each kind. */
export const FILE_SECTIONS: readonly (FileKind | undefined)[] = [undefined, ...FILE_KINDS];

/** The words of a section. */
export function sectionName(kind: FileKind | undefined) {
  return kind ? (`files.${kind}` as const) : "files.all";
}
