import type { ReactionUseCases } from "../../chat/contract/reactions.ts";
import { createPins } from "../../chat/messages/pins.ts";
import { createReactions } from "../../chat/messages/reactions.ts";
import type { CustomEmoji } from "../../protocol/custom_emoji.ts";
import type { PinRows } from "../../store/messages/pin_rows.ts";
import type { ReactorRows } from "../../store/messages/reactor_rows.ts";
import type { Shared } from "./shared.ts";

/** The use cases of reactions and pins. */
export function composeReactions(
  { access, amend, directory, log, ownRows, readOut }: Shared,
  { reactors, pinRows, customEmoji }: {
    reactors: ReactorRows;
    pinRows: PinRows;
    customEmoji(): CustomEmoji;
  },
): ReactionUseCases {
  return {
    ...createReactions({ access, amend, directory, log, ownRows, reactors, customEmoji }),
    ...createPins({ access, amend, directory, log, readOut, pinRows }),
  };
}
