import { ChatError } from "../../protocol/errors.ts";
import { foldKeyword, KeywordMatcher } from "../../protocol/keywords.ts";
import { skeleton } from "../../store/people/name_skeleton.ts";

/** Words and phrases that messages wait for, and how long each may be, in code points. */
export const HELD_WORDS = { count: 200, least: 2, most: 60 } as const;

/** They draw nothing: within a word they would hide it. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
const WORD = /[\p{L}\p{N}]+/gu;
/** Only of letters that no other script lends: what it looks like is what it is. */
const PLAIN = /^[a-z]+$/;

/** A text as its words are compared: without capitals, accents, width and what is not seen. */
function folded(text: string): string {
  return foldKeyword(parted(text));
}

/** A text in words as they are read: what is not seen parts none, and `_` does, as in names of files. */
function parted(text: string): string {
  return text.replace(UNSEEN, "").replaceAll("_", " ");
}

/**
 * What somebody typed as such words, one each, those that differ once. Throws `held-words` where there
 * are too many, or one is too short or too long.
 */
export function readHeldWords(typed: readonly string[]): string[] {
  const kept = new Map<string, string>();
  for (const one of typed) {
    const shown = one.normalize("NFC").replace(/\s+/gu, " ").trim();
    if (shown === "") continue;
    const length = [...folded(shown)].length;
    if (length < HELD_WORDS.least || length > HELD_WORDS.most) {
      throw new ChatError("held-words", { ...HELD_WORDS, field: "words" });
    }
    if (!kept.has(folded(shown))) kept.set(folded(shown), shown);
  }
  if (kept.size > HELD_WORDS.count) {
    throw new ChatError("held-words", { ...HELD_WORDS, field: "words" });
  }
  return [...kept.values()];
}

/**
 * Finds these words in texts, each as a whole word of its script, whatever letters of other scripts
 * stand for its own: what looks like one of their words is read as it.
 */
export class HeldWords {
  readonly #matcher = new KeywordMatcher<true>();
  /** The words of the phrases, by their looks. */
  readonly #byLooks = new Map<string, string>();

  constructor(words: readonly string[]) {
    for (const one of words) {
      const phrase = folded(one);
      this.#matcher.add(phrase, true);
      for (const [word] of phrase.matchAll(WORD)) this.#byLooks.set(looksOf(word), word);
    }
  }

  /** Whether a text holds one of them. */
  areIn(text: string): boolean {
    if (this.#matcher.isEmpty) return false;
    const plain = folded(text);
    if (this.#matcher.find(plain).size > 0) return true;
    const read = parted(text).replace(WORD, (word) => this.#read(word));
    return this.#matcher.find(read).size > 0;
  }

  #read(word: string): string {
    if (PLAIN.test(word)) return word;
    return this.#byLooks.get(looksOf(folded(word))) ?? this.#byLooks.get(looksOf(word)) ?? word;
  }
}

function looksOf(word: string): string {
  return foldKeyword(skeleton(word));
}
