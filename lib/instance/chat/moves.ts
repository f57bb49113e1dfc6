import type { MoveUseCases } from "../../chat/contract/moves.ts";
import { createMove, type MoveParts } from "../../chat/messages/move.ts";
import type { Shared } from "./shared.ts";

/** The use case that moves messages. */
export function composeMoves(
  { amend, audit, directory }: Shared,
  { references, forgetCalled, carrier, confirmMember }: Pick<
    MoveParts,
    "references" | "forgetCalled" | "carrier" | "confirmMember"
  >,
): MoveUseCases {
  return createMove({
    amend,
    audit,
    references,
    forgetCalled,
    carrier,
    confirmMember,
    directory,
  });
}
