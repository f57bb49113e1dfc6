// Payloads that whoever knows the address of a hook may send to stop the server, or to have words lost.
import { assert, assertEquals } from "@std/assert";
import { readPayload } from "../../lib/integrations/incoming/payload.ts";
import { MAX_PAYLOAD_BYTES } from "../../lib/protocol/hooks.ts";
import { FORM, JSON_TYPE } from "../support/hook_payloads.ts";

const PARTED = "multipart/form-data; boundary=x";

function read(body: unknown, type = JSON_TYPE) {
  const sent = typeof body === "string" ? body : JSON.stringify(body);
  const found = readPayload({ body: sent, type }, "slack", () => undefined);
  if ("is" in found) throw new Error(found.is);
  return { text: found.text, unshown: found.unshown.map(({ path, why }) => `${path} ${why}`) };
}

const richText = (element: object) => ({
  text: "x",
  blocks: [{
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [element] }],
  }],
});

/** Each place in which a text may stand. */
const PLACES: Record<string, (text: string) => object> = {
  text: (text) => ({ text }),
  content: (content) => ({ content }),
  title: (title) => ({ attachments: [{ title, title_link: "https://a.example/" }] }),
  embed: (title) => ({ embeds: [{ title, url: "https://a.example/" }] }),
  field: (name) => ({ embeds: [{ fields: [{ name, value: "x" }] }] }),
  span: (text) => richText({ type: "text", text, style: { bold: true } }),
  link: (text) => richText({ type: "link", text, url: "https://a.example/" }),
  plain: (text) => ({ blocks: [{ type: "header", text: { type: "plain_text", text } }] }),
};

Deno.test("payloads - B2: the largest payload is read in a time that grows with its length alone", () => {
  const length = MAX_PAYLOAD_BYTES - 2_000;
  for (const sign of [" ", "\n", "*", "`", "[", "<", ":", "~", "#", "\\", "*a ", "_", ". "]) {
    const text = `a${sign.repeat(length / (JSON.stringify(sign).length - 2))}a`;
    for (const [place, payload] of Object.entries(PLACES)) {
      const started = performance.now();
      read(payload(text));
      const ms = performance.now() - started;
      // A machine of a quarter of the speed has it in one second; what grows by the square takes many.
      assert(ms < 5_000, `${place} of ${JSON.stringify(sign)}: ${Math.round(ms)} ms`);
    }
  }
});

Deno.test("payloads - B2: what nests deeper than anybody writes ends the reading of it, and is noted", () => {
  const nested = (open: string, close: string, inside: string) =>
    open.repeat(3_000) + inside + close.repeat(3_000);
  const rows = nested('[{"components":', "}]", "[]");
  assertEquals(read(`{"content":"words","components":${rows}}`).text, "words");
  assertEquals(read(`{"content":"words","components":${rows}}`).unshown.length, 1);
  const lists = nested('[{"type":"rich_text_list","elements":', "}]", "[]");
  const { text, unshown } = read(`{"blocks":[{"type":"rich_text","elements":${lists}}]}`);
  assertEquals(text, "-");
  assertEquals(unshown, ["blocks[0].elements[0].elements[0] unknown"]);
});

Deno.test("payloads - B2: what stands where a list should is noted, in JSON and in a form", () => {
  const cards = JSON.stringify([{ text: "a card" }]);
  for (const name of ["attachments", "blocks"]) {
    const form = new URLSearchParams({ text: "words", [name]: cards }).toString();
    assertEquals(read(form, FORM), { text: "words", unshown: [`${name} unknown`] });
    assertEquals(read({ text: "words", [name]: cards }).unshown, [`${name} unknown`]);
  }
  const embeds = new URLSearchParams({ content: "words", embeds: cards }).toString();
  assertEquals(read(embeds, FORM).unshown, ["embeds unknown"]);
  const mixed = { text: "words", attachments: ["a card", { text: "another" }, null] };
  assertEquals(read(mixed), { text: "words\n> another", unshown: ["attachments[0] unknown"] });
});

Deno.test("payloads - B2: a form in many parts, or with bare names, is read to its end", () => {
  const file = (n: number) =>
    `--x\r\nContent-Disposition: form-data; name="f${n}"; filename="a"\r\n\r\nb\r\n`;
  const words = "--x\r\nContent-Disposition: form-data; name=content\r\n\r\nthe words\r\n--x--\r\n";
  const files = Array.from({ length: 120 }, (_, n) => file(n)).join("");
  assertEquals(read(files + words, PARTED).text, "the words");
});

Deno.test("payloads - B2: the words of a link stay one, whatever they end with", () => {
  const titled = (title: string) => read({ embeds: [{ title, url: "https://a.example/" }] }).text;
  assertEquals(titled("C:\\logs\\"), "> **[C:\\logs\\\\](<https://a.example/>)**");
  assertEquals(titled("done\\\\"), "> **[done\\\\](<https://a.example/>)**");
  assertEquals(titled("one\n\ntwo"), "> **[one two](<https://a.example/>)**");
});
