import { createPreviewPlans, type PreviewPlans } from "../../chat/messages/link_previews.ts";
import { type Screen, screenBy, type ScreenEdit } from "../../chat/messages/screen.ts";
import { createNewcomers, type Newcomers } from "../../chat/moderation/newcomers.ts";
import { createPace } from "../../chat/moderation/pace.ts";
import type { Settings } from "../../protocol/administration.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Delivery } from "../delivery.ts";
import type { Stores } from "../stores.ts";

/** What the community's rules make of what people write, besides the right to write. */
export interface Screening {
  newcomers: Newcomers;
  /** Of messages: what is asked of them, and whether the pages are read that they link to. */
  asked: { screen: Screen; previews: PreviewPlans };
  screenEdit: ScreenEdit;
}

/**
 * Composes it; `rule`: what the community decided, as far as this instance knows; `request`: what is held
 * to the answer of whom it is for.
 */
export function composeScreening(
  { users, newcomerRows: rows, paceRows }: Pick<Stores, "users" | "newcomerRows" | "paceRows">,
  { announcer, bus }: Pick<Delivery, "announcer" | "bus">,
  clock: Clock,
  rule: () => Settings,
  request: Screen,
): Screening {
  const newcomers = createNewcomers({ users, rows, rule, announcer, bus, clock });
  const pace = createPace({ rows: paceRows, clock });
  return {
    newcomers,
    asked: {
      screen: screenBy([pace, newcomers.screen, request]),
      previews: createPreviewPlans(() => rule().previews),
    },
    screenEdit: newcomers.screenEdit,
  };
}
