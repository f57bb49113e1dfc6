import type { EditUseCases } from "../../chat/contract/edits.ts";
import { createEdits } from "../../chat/messages/edit.ts";
import type { EditParts } from "../../chat/messages/edit.ts";
import type { Stores } from "../stores.ts";
import type { Shared } from "./shared.ts";

/** The use cases of edits. */
export function composeEdits(
  { access, amend, directory, log, readOut }: Shared,
  { versions }: Pick<Stores, "versions">,
  words: EditParts["words"],
): EditUseCases {
  return createEdits({ access, amend, directory, words, log, readOut, versions });
}
