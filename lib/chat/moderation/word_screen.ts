import { ChatError } from "../../protocol/errors.ts";
import { may } from "../../protocol/permissions.ts";
import type { Person } from "../../protocol/events.ts";
import type { Actor } from "../chat.ts";
import { mayWait, type Screen, type ScreenWords, type ShownWords } from "../messages/screen.ts";
import type { HeldWords } from "./held_words.ts";

/** Whether somebody's words are looked at: whoever keeps order is trusted with them. */
export function areScreened({ role }: Pick<Person, "role">): boolean {
  return !may(role, "write where it is read-only");
}

/**
 * Has messages wait that hold certain words, in public rooms. What cannot wait is refused: an edit or a
 * topic there with `held-not-here`, what is shown of somebody or of a place with `words-not-here`.
 */
export function createWordScreen(
  words: () => HeldWords,
): {
  screen: Screen;
  screenWords: ScreenWords;
  /** Whether it shows words of somebody that have to be looked at, and that may wait there. */
  areIn(actor: Pick<Actor, "user">, shown: ShownWords): boolean;
} {
  function areIn({ user }: Pick<Actor, "user">, { conversation, text }: ShownWords) {
    if (!areScreened(user) || conversation && !mayWait(conversation)) return false;
    return words().areIn(text);
  }

  return {
    areIn,
    screen: (actor, message) =>
      areIn(actor, message)
        ? Promise.resolve({ checks: [], rows: () => [], hold: "words" })
        : undefined,
    screenWords(actor, shown) {
      if (!areIn(actor, shown)) return undefined;
      const refusal = shown.conversation ? "held-not-here" : "words-not-here";
      return Promise.reject(new ChatError(refusal));
    },
  };
}
