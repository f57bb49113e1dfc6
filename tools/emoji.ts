// Generates the emoji of each language from emojibase-data: deno run -A tools/emoji.ts
import { EMOJI_GROUPS, type EmojiGroup } from "../lib/ui/emoji/emoji.ts";
import * as v from "valibot";
import { LOCALES } from "../lib/i18n/locale.ts";

/** The groups of emojibase (CLDR's), by number; components are parts of emoji, not emoji. */
const GROUPS: Record<number, EmojiGroup> = {
  0: "smileys",
  1: "smileys",
  3: "nature",
  4: "food",
  5: "travel",
  6: "activity",
  7: "objects",
  8: "symbols",
  9: "flags",
};

const Emoji = v.object({
  unicode: v.string(),
  hexcode: v.string(),
  label: v.string(),
  group: v.optional(v.number()),
  order: v.optional(v.number(), 0),
});
const Shortcodes = v.record(v.string(), v.union([v.string(), v.array(v.string())]));

async function read<S extends v.GenericSchema>(file: string, schema: S) {
  const path = new URL(`../node_modules/emojibase-data/${file}`, import.meta.url);
  return v.parse(schema, JSON.parse(await Deno.readTextFile(path)));
}

const shortcodes = await read("en/shortcodes/emojibase.json", Shortcodes);
for (const locale of LOCALES) {
  const all = (await read(`${locale}/compact.json`, v.array(Emoji)))
    .sort((a, b) => a.order - b.order);
  const lines = Object.fromEntries(
    EMOJI_GROUPS.map((group) => [
      group,
      all.filter((emoji) => emoji.group !== undefined && GROUPS[emoji.group] === group)
        .map(({ unicode, label, hexcode }) =>
          [unicode, label, [shortcodes[hexcode] ?? []].flat().join(" ")].join("\t")
        ).join("\n"),
    ]),
  );
  const file = new URL(`../lib/ui/emoji/${locale}.json`, import.meta.url);
  await Deno.writeTextFile(file, `${JSON.stringify(lines, null, 2)}\n`);
}
