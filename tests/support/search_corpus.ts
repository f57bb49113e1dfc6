import type { SeededRandom } from "./seeded_random.ts";

/** Words that differ as people's do: in case, accents, scripts, and how they begin. */
const WORDS = [
  ...["pump", "Pump", "pumps", "pumping", "pumpe", "Straße", "strasse", "ılgın", "ILGIN", "œuvre"],
  ...["déjà", "deja", "sous-sol", "42", "https://well.example/leak", "well", "tank", "水を止める"],
  ...[
    "ポンプ",
    "東京Tower",
    "水泵也换了",
    "수도꼭지를",
    "น้ำรั่ว",
    "مَضَخَّة",
    "مضخة",
    "हिन्दी",
    "Ελλάδος",
  ],
];

export function pickOf<T>(random: SeededRandom, of: readonly T[]): T {
  return of[Math.floor(of.length * random.fraction())] as T;
}

/** What somebody may write: of these words few are used often, some once. */
export function randomSentence(random: SeededRandom): string {
  const length = 1 + Math.floor(8 * random.fraction() ** 2);
  const words = Array.from(
    { length },
    () =>
      random.fraction() < 0.7
        ? WORDS[Math.floor(WORDS.length * random.fraction() ** 2)] ?? ""
        : `word${Math.floor(60 * random.fraction())}`,
  );
  return words.join(pickOf(random, [" ", " ", ", ", "-"]));
}

/** What somebody may look for, with or without operators; `names` are those of people and of rooms. */
export function randomQuery(
  random: SeededRandom,
  names: { people: readonly string[]; rooms: readonly string[] },
): string {
  const word = () =>
    pickOf(random, [
      ...["pump", "pum", "PUMPE ", "strasse", "ILGIN", "oeuvre", "deja", "well", "sous-sol", "wor"],
      ...["水", "ポン", "東京tower", "换了", "수도", "น้ำ", "مضخة", "हिन्दी", "ελλαδος", "nowhere "],
      `word${Math.floor(60 * random.fraction())}`,
      `"${randomSentence(random)}"`,
    ]);
  const operator = () =>
    pickOf(random, [
      `from:${pickOf(random, names.people)}`,
      `in:${pickOf(random, names.rooms)}`,
      "has:link",
      ...["is:thread", "before:1970-01-02", "after:1970-01-01", "during:1970", "-tank", "-水"],
    ]);
  const parts = Array.from({ length: 1 + Math.floor(2 * random.fraction()) }, word);
  if (random.fraction() < 0.5) parts.unshift(operator());
  return parts.join(" ");
}
