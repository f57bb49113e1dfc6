import { assert, assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { nameProblem } from "../../lib/protocol/names.ts";
import {
  HUES,
  personAddress,
  personHue,
  personTag,
  readAddress,
  slugOf,
} from "../../lib/protocol/people.ts";

Deno.test("people - a colour belongs to the id, and ids spread over all colours", () => {
  assertEquals(personHue("7hJkq2"), personHue("7hJkq2"));
  const used = new Set(Array.from({ length: 500 }, (_, n) => personHue(`person ${n}`)));
  assertEquals(used.size, HUES);
});

Deno.test("people - the style sheet has every colour that a person can have", () => {
  const css = Deno.readTextFileSync(new URL("../../static/styles/hues.css", import.meta.url));
  for (let hue = 0; hue < HUES; hue++) assert(css.includes(`[data-hue="${hue}"]`), `${hue}`);
});

Deno.test("people - tags have four plain signs and tell people apart", () => {
  const tags = Array.from({ length: 1000 }, (_, n) => personTag(`person ${n}`));
  for (const tag of tags) assert(/^[0-9a-hjkmnp-tv-z]{4}$/.test(tag), tag);
  assert(new Set(tags).size > 990, "a million tags: a thousand people share hardly one");
});

Deno.test("people - an address leads back to the name and the tag (N3)", () => {
  const id = "x3Dq";
  const tag = personTag(id);
  const cases: Array<[name: string, slug: string]> = [
    ["Bruno", "bruno"],
    ["Ana María", "ana-maría"],
    ["100%", "100%"],
    ["a.b-c", "a.b-c"],
    ["日本", "日本"],
    ["İlay", "ilay"],
    ["", ""],
  ];
  for (const [name, slug] of cases) {
    assertEquals(personAddress({ id, name }), `${slug}-${tag}`);
    assertEquals(readAddress(`${slug}-${tag}`), { slug, tag });
    assertEquals(readAddress(`${name.toUpperCase()}-${tag.toUpperCase()}`), { slug, tag });
  }
  for (const name of ["bruno", "anna", tag, "ana-bel", "", "-", "anna-201i"]) {
    assertEquals(readAddress(name), undefined, name);
  }
});

Deno.test("people - the address of any allowed name is no dot segment and leads back (N3)", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 32 });
  fc.assert(fc.property(text, fc.string(), (name, id) => {
    if (nameProblem(name)) return;
    const address = personAddress({ id, name });
    const url = new URL(encodeURIComponent(address), "http://localhost/direct/");
    assertEquals(decodeURIComponent(url.pathname.slice("/direct/".length)), address);
    assertEquals(readAddress(address), { slug: slugOf(name), tag: personTag(id) });
  }));
  assertNotEquals(personAddress({ id: "1", name: "Ana" }), personAddress({ id: "2", name: "Ana" }));
});
