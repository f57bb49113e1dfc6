import type { Community } from "../../chat/identity/admission_settings.ts";
import { createPreviewPlans, type PreviewPlans } from "../../chat/messages/link_previews.ts";
import {
  type Hold,
  type Screen,
  screenBy,
  type ScreenWords,
  type ShownWords,
} from "../../chat/messages/screen.ts";
import { createAskAnswering } from "../../chat/moderation/answering.ts";
import { createHold } from "../../chat/moderation/hold.ts";
import { createNewcomers, type Newcomers } from "../../chat/moderation/newcomers.ts";
import type { ModerationQueue } from "../../chat/moderation/queue.ts";
import { createPace } from "../../chat/moderation/pace.ts";
import { createWordScreen } from "../../chat/moderation/word_screen.ts";
import type { Delivery } from "../delivery.ts";
import type { Runtime, Stores } from "../stores.ts";

/** What the community's rules make of what people write, besides the right to write. */
export interface Screening {
  newcomers: Newcomers;
  /** Of messages: what is asked of them, and whether the pages are read that they link to. */
  asked: { screen: Screen; hold: Hold; previews: PreviewPlans };
  screenWords: ScreenWords;
}

/** Composes it, by what the community decided; `request`: what is held to the answer of whom it is for. */
export function composeScreening(
  { clock, random }: Pick<Runtime, "clock" | "random">,
  { users, newcomerRows: rows, paceRows, held }: Pick<
    Stores,
    "users" | "newcomerRows" | "paceRows" | "held"
  >,
  { announcer, bus, log }: Pick<Delivery, "announcer" | "bus" | "log">,
  { rules: rule, heldWords }: Pick<Community, "rules" | "heldWords">,
  { request, queue }: { request: Screen; queue: ModerationQueue },
): Screening {
  const newcomers = createNewcomers({ users, rows, rule, announcer, bus, clock });
  const pace = createPace({ rows: paceRows, clock });
  const words = createWordScreen(heldWords);
  const ofAnswering = createAskAnswering({ users, announcer, bus, clock });
  const isAsked = ({ conversation, text }: ShownWords) =>
    (conversation?.slowSeconds ?? 0) > 0 || rule().newcomerDays > 0 || heldWords().areIn(text);
  const screenWords: ScreenWords = (actor, shown) =>
    words.screenWords(actor, shown) ?? newcomers.screenWords(actor, shown);
  return {
    newcomers,
    asked: {
      screen: screenBy([
        ofAnswering(screenBy([pace, newcomers.screen, words.screen]), isAsked),
        request,
      ]),
      hold: createHold({ held, log, clock, random, queue }),
      previews: createPreviewPlans(() => rule().previews),
    },
    screenWords: ofAnswering(screenWords, isAsked),
  };
}
