// Whether the answers of a poll can be told apart.
import { fold } from "./fold.ts";

/** Where the first answer stands that an earlier one says already, but for case and accents; blanks do not count. */
export function answerSaidTwice(answers: readonly string[]): number | undefined {
  const folded = answers.map((one) => fold(one).replace(/\s+/g, " ").trim());
  const at = folded.findIndex((one, n) => one !== "" && folded.indexOf(one) < n);
  return at < 0 ? undefined : at;
}
