// Incoming hooks drop nothing in silence (B2): each text of a payload stands in the message, or its path
// is among what is not shown.
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { loadEmojiNames } from "../../lib/integrations/incoming/emoji_names.ts";
import { readPayload } from "../../lib/integrations/incoming/payload.ts";
import { JSON_TYPE } from "../support/hook_payloads.ts";

const emojiOf = await loadEmojiNames();

/** What says something to the service or its screens alone, or stands in for what is shown. */
const ASKS_NOTHING = new Set([
  ...[
    "type",
    "fallback",
    "callback_id",
    "attachment_type",
    "id",
    "mrkdwn_in",
    "markdown_in",
    "mrkdwn",
  ],
  ...["link_names", "unfurl_links", "unfurl_media", "parse", "response_type", "replace_original"],
  ...[
    "delete_original",
    "reply_broadcast",
    "as_user",
    "short",
    "inline",
    "allowed_mentions",
    "flags",
  ],
  ...["nonce", "enforce_nonce", "provider", "block_id", "emoji", "verbatim", "alt_text", "indent"],
  ...["thread_ts", "root_id", "thread_name", "timestamp", "ts", "style", "border"],
]);

/** The texts of a payload, each once in it, with their paths. */
function* textsIn(value: unknown, path = ""): Generator<[path: string, text: string]> {
  if (typeof value === "string") return yield [path, value];
  if (typeof value !== "object" || value === null) return;
  for (const [name, inside] of Object.entries(value)) {
    if (ASKS_NOTHING.has(name)) continue;
    yield* textsIn(
      inside,
      Array.isArray(value) ? `${path}[${name}]` : path ? `${path}.${name}` : name,
    );
  }
}

/** Texts of a payload that neither stand in the message nor are told of. */
function lost(payload: object): string[] {
  const read = readPayload({ body: JSON.stringify(payload), type: JSON_TYPE }, "slack", emojiOf);
  if ("is" in read) return [];
  const told = read.unshown.map(({ path }) => path);
  const isTold = (path: string) =>
    told.some((one) => path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}[`));
  const blocks = "blocks" in payload;
  return [...textsIn(payload)]
    .filter(([path, text]) =>
      !read.text.includes(text) && !isTold(path) && !(blocks && /^text\b/.test(path))
    )
    .map(([path]) => path);
}

let count = 0;
/** A text that is nowhere else, as a word or as an address. */
const word = fc.constant(null).map(() => `word${++count}x`);
const url = fc.constant(null).map(() => `https://a.example/${++count}x`);
const odd = fc.oneof(
  { weight: 8, arbitrary: word },
  { weight: 2, arbitrary: url },
  { weight: 1, arbitrary: fc.array(word, { maxLength: 2 }) },
  { weight: 1, arbitrary: fc.record({ text: word, name: word }, { requiredKeys: [] }) },
);
/** An object of these fields, some of them missing, and one that nobody knows. */
const of = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record({ ...fields, novelty: odd }, { requiredKeys: [] });
const textObject = fc.oneof(
  fc.record({ type: fc.constantFrom("mrkdwn", "plain_text"), text: word }),
  odd,
);
const list = (one: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 8, arbitrary: fc.array(one, { maxLength: 3 }) }, {
    weight: 1,
    arbitrary: odd,
  });
const typed = (type: string, fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record({ type: fc.constant(type), ...fields, novelty: odd }, {
    requiredKeys: ["type"],
  });

const element = fc.oneof(
  typed("button", { text: textObject, url: fc.oneof(url, word) }),
  typed("image", { image_url: url }),
  typed("mrkdwn", { text: word }),
  typed("unheard_of", { text: word }),
);
const span = fc.oneof(
  typed("text", { text: word }),
  typed("link", { text: word, url }),
  typed("user", { user_id: word }),
  typed("unheard_of", { text: word }),
);
const block = fc.oneof(
  typed("header", { text: textObject }),
  typed("section", { text: textObject, fields: list(textObject), accessory: element }),
  typed("context", { elements: list(element) }),
  typed("actions", { elements: list(element) }),
  typed("image", { image_url: url, title: textObject }),
  typed("markdown", { text: word }),
  typed("rich_text", { elements: list(typed("rich_text_section", { elements: list(span) })) }),
  typed("unheard_of", { text: textObject }),
);
const attachment = of({
  color: word,
  pretext: word,
  author_name: word,
  author_link: url,
  author_icon: url,
  title: odd,
  title_link: fc.oneof(url, word),
  text: odd,
  image_url: url,
  thumb_url: url,
  footer: word,
  footer_icon: url,
  blocks: list(block),
  fields: list(of({ title: word, value: odd })),
  actions: list(of({ text: word, url })),
});
const slack = of({
  text: odd,
  username: word,
  icon_url: url,
  icon_emoji: word,
  channel: word,
  blocks: list(block),
  attachments: list(attachment),
});
const media = of({ url });
const embed = of({
  title: odd,
  description: odd,
  url,
  color: fc.integer({ min: 1 }),
  image: media,
  thumbnail: media,
  author: of({ name: word, url, icon_url: url }),
  footer: of({ text: word, icon_url: url }),
  fields: list(of({ name: word, value: odd })),
});
const discord = fc.record({
  content: odd,
  username: word,
  avatar_url: url,
  embeds: list(embed),
  novelty: odd,
  components: list(of({ components: list(of({ label: word, url })) })),
}, { requiredKeys: ["content"] });

for (const [name, payloads] of [["Slack", slack], ["Discord", discord]] as const) {
  Deno.test(`payloads - B2: what ${name} has and a message has not is dropped in no silence`, () => {
    fc.assert(fc.property(payloads, (payload) => assertEquals(lost(payload), [])), {
      numRuns: 500,
    });
  });
}

Deno.test("payloads - B2: a text that is lost would be found", () => {
  const whole = { text: "a", attachments: [{ fields: [{ title: "b", value: "c" }] }] };
  assertEquals([...textsIn(whole)].map(([path]) => path), [
    ...["text", "attachments[0].fields[0].title", "attachments[0].fields[0].value"],
  ]);
  assertEquals(lost({ text: "a", fallback: "b" }), []);
});
