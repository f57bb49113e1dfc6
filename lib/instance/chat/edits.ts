import type { EditUseCases } from "../../chat/contract/edits.ts";
import { createEdits } from "../../chat/messages/edit.ts";
import type { FindMentions } from "../../chat/messages/mentions.ts";
import type { Versions } from "../../store/messages/versions.ts";
import type { Shared } from "./shared.ts";

/** The use cases of edits. */
export function composeEdits(
  { access, amend, directory, log, readOut }: Shared,
  { findMentions, versions }: { findMentions: FindMentions; versions: Versions },
): EditUseCases {
  return createEdits({ access, amend, directory, findMentions, log, readOut, versions });
}
