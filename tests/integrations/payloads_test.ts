// What services send to incoming hooks (B2): a corpus of their shapes, and how each reads here.
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { loadEmojiNames } from "../../lib/integrations/incoming/emoji_names.ts";
import { readPayload } from "../../lib/integrations/incoming/payload.ts";
import { codePoints, LIMITS } from "../../lib/protocol/limits.ts";
import { FORM, JSON_TYPE, SAMPLES } from "../support/hook_payloads.ts";
import { MONITORS } from "../support/monitor_payloads.ts";
import { SERVICES } from "../support/service_payloads.ts";

const emojiOf = await loadEmojiNames();
for (
  const { what, body, type = JSON_TYPE, format = "slack", text = [], is, unshown = [], thread } of [
    ...SAMPLES,
    ...MONITORS,
    ...SERVICES,
  ]
) {
  Deno.test(`payloads - B2: ${what}`, () => {
    const sent = typeof body === "string" ? body : JSON.stringify(body);
    const read = readPayload({ body: sent, type }, format, emojiOf);
    if ("is" in read || is) return assertEquals<object>(read, { is });
    assertEquals(read.text, text.join("\n"));
    assertEquals(read.unshown.map(({ path, why }) => `${path} ${why}`), unshown);
    assertEquals(read.thread, thread);
  });
}

Deno.test("payloads - B2: what says nothing, and what is broken, are told apart", () => {
  const read = (body: string, type = JSON_TYPE) => readPayload({ body, type }, "slack", emojiOf);
  for (const empty of ["", "  ", "{}", '{"text":" "}', '{"embeds":[]}', '{"text":"\\u200b"}']) {
    assertEquals(read(empty), { is: "empty" }, empty);
  }
  for (const broken of ['{"text":', "hello", "[1,2]", "5"]) {
    assertEquals(read(broken), { is: "json" }, broken);
  }
  assertEquals(read("payload=%7Bno", FORM), { is: "json" });
});

Deno.test("payloads - B2: a message that is too long is cut, and said to be", () => {
  const body = JSON.stringify({ text: "🌻".repeat(LIMITS.text + 1) });
  const read = readPayload({ body, type: JSON_TYPE }, "slack", emojiOf);
  if ("is" in read) throw new Error(read.is);
  assertEquals(codePoints(read.text), LIMITS.text);
  assertEquals(read.unshown, [{ path: "text", why: "length" }]);
});

Deno.test("payloads - B2: whatever is sent is read without a fault", () => {
  const names = [
    "text",
    "blocks",
    "attachments",
    "content",
    "embeds",
    "fields",
    "elements",
    "type",
  ];
  const leaf = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("*", "<!x>", "<@>", ":a:", "```", "section", "rich_text", "~_*"),
    fc.double(),
    fc.constant(null),
    fc.boolean(),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom(...names, "title", "url", "author"), tie("tree")),
    ),
  }));
  fc.assert(fc.property(fc.dictionary(fc.constantFrom(...names), tree), (value) => {
    for (const format of ["slack", "markdown"] as const) {
      readPayload({ body: JSON.stringify(value), type: JSON_TYPE }, format, emojiOf);
    }
  }));
  const seams = fc.constantFrom(
    ...[
      "--x",
      "\r\n",
      "\r\n\r\n",
      "--x--",
      'Content-Disposition: form-data; name="text"',
      "; filename=",
    ],
    "words",
  );
  fc.assert(fc.property(fc.array(seams), (body) => {
    const type = "multipart/form-data; boundary=x";
    readPayload({ body: body.join(""), type }, "slack", emojiOf);
  }));
});
