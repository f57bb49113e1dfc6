// The emoji of one language. The data is made by tools/emoji.ts and loaded when first asked for.
import type { CustomEmoji } from "../../protocol/custom_emoji.ts";
import type { Locale } from "../../i18n/locale.ts";
import { fold } from "../../protocol/fold.ts";

/** The groups of the picker, in its order, behind those of the community. */
export const EMOJI_GROUPS = [
  "smileys",
  "nature",
  "food",
  "activity",
  "travel",
  "objects",
  "symbols",
  "flags",
] as const;
export type EmojiGroup = (typeof EMOJI_GROUPS)[number] | "custom";

/** One emoji as it is shown, found and written. */
export interface Emoji {
  emoji: string;
  /** Its name in the reader's language. */
  label: string;
  group: EmojiGroup;
  /** Label and English short names, folded for searching. */
  search: string;
  /** The first short name, written between colons. */
  code: string;
}

/** By group: one line an emoji, of emoji, label and short names, divided by tabs. */
type EmojiData = Record<(typeof EMOJI_GROUPS)[number], string>;

/** Reads the data of one language. */
function readEmoji(data: EmojiData): Emoji[] {
  return EMOJI_GROUPS.flatMap((group) =>
    data[group].split("\n").map((line) => {
      const [emoji = "", label = "", codes = ""] = line.split("\t");
      return {
        emoji,
        label,
        group,
        search: fold(`${codes} ${label}`),
        code: codes.split(" ")[0] ?? "",
      };
    })
  );
}

/** Emoji that match a query, best first: prefixes before substrings. */
export function findEmoji(all: readonly Emoji[], query: string, limit: number): Emoji[] {
  const wanted = fold(query.trim());
  const rank = ({ search }: Emoji) =>
    search.startsWith(wanted)
      ? 0
      : ` ${search}`.includes(` ${wanted}`)
      ? 1
      : search.includes(wanted)
      ? 2
      : 3;
  return all.map((emoji) => ({ emoji, rank: rank(emoji) })).filter((one) => one.rank < 3)
    .sort((a, b) => a.rank - b.rank).slice(0, limit).map((one) => one.emoji);
}

/** The emoji of the community before all others: by their names, whatever the language. */
export function withCustomEmoji(all: readonly Emoji[], custom: CustomEmoji = {}): Emoji[] {
  const own = Object.keys(custom).sort().map((name) => ({
    emoji: `:${name}:`,
    label: name,
    code: name,
    group: "custom" as const,
    search: name,
  }));
  return [...own, ...all];
}

/** Each language's data is a file of its own, loaded when first asked for. */
export async function loadEmoji(locale: Locale): Promise<Emoji[]> {
  return readEmoji((await FILES[locale]()).default);
}

const FILES: Record<Locale, () => Promise<{ default: EmojiData }>> = {
  en: () => import("./en.json", { with: { type: "json" } }),
  fr: () => import("./fr.json", { with: { type: "json" } }),
  es: () => import("./es.json", { with: { type: "json" } }),
};
