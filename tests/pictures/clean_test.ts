import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { asciiOf, bytesOf, isNew, sizeOf } from "../../lib/pictures/bytes.ts";
import type { Picture } from "../../lib/pictures/format.ts";
import { readPicture } from "../../lib/pictures/picture.ts";
import { type Format, joined, picture, SECRETS, withSecrets } from "../support/pictures.ts";

const FORMATS: Format[] = ["image/jpeg", "image/png", "image/webp", "image/gif"];

/** The picture as it is made of its segments. */
function cleaned(bytes: Uint8Array, { clean }: Picture): Uint8Array<ArrayBuffer> {
  const segments = clean ?? [{ from: 0, to: bytes.length }];
  const made = joined(...segments.map((one) => isNew(one) ? one : bytes.slice(one.from, one.to)));
  assertEquals(made.length, sizeOf(segments));
  return made;
}

async function read(bytes: Uint8Array): Promise<Picture> {
  const found = await readPicture(bytesOf(bytes));
  assert(found, "it is a picture");
  return found;
}

for (const type of FORMATS) {
  Deno.test(`pictures - F3: ${type} loses the place, the camera, comments and what follows its end`, async () => {
    const secret = withSecrets(type);
    const telling = SECRETS.filter((one) => asciiOf(secret).includes(one));
    assert(telling.length >= 2, "it tells something before");
    const found = await read(secret);
    assertEquals(found.type, type);
    assertEquals(found.place, type !== "image/gif", "it is said that there was a place");
    const made = cleaned(secret, found);
    assertEquals(SECRETS.filter((one) => asciiOf(made).includes(one)), []);
    assert(!asciiOf(made).includes("<script>"));
    assertEquals((await read(made)).clean, undefined, "what is clean stays as it is");
    assertEquals(made, picture(type), "and is what it was before something was added");
  });
}

for (const type of FORMATS.slice(0, 3)) {
  Deno.test(`pictures - F3: ${type} is still turned as it was, and its size is that of what is seen`, async () => {
    for (const orientation of [1, 3, 6, 8]) {
      const secret = withSecrets(type, orientation);
      const found = await read(secret);
      const size = orientation >= 5 ? [4, 6] : [6, 4];
      assertEquals([found.width, found.height], size, String(orientation));
      const again = await read(cleaned(secret, found));
      assertEquals([again.width, again.height], size, `${orientation}, cleaned`);
      assertEquals(again.place, false);
    }
  });
}

Deno.test("pictures - what only begins like a picture, or is cut, is none", async () => {
  for (const type of FORMATS) {
    const whole = picture(type);
    assert(await readPicture(bytesOf(whole)));
    const html = new TextEncoder().encode("<html><script>alert(1)</script>");
    assertEquals(await readPicture(bytesOf(joined(whole.slice(0, 8), html))), undefined, type);
    assertEquals(await readPicture(bytesOf(whole.slice(0, 12))), undefined, type);
  }
  assertEquals(await readPicture(bytesOf(new Uint8Array(0))), undefined);
});

Deno.test("pictures - whatever the bytes, reading ends, and what is clean is made of them", async () => {
  const flipped = fc.record({
    type: fc.constantFrom(...FORMATS),
    at: fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 6 }),
    cut: fc.nat(500),
  });
  await fc.assert(
    fc.asyncProperty(flipped, async ({ type, at, cut }) => {
      const bytes = withSecrets(type, 6);
      for (const [place, value] of at) bytes[place % bytes.length] = value;
      const some = bytes.slice(0, bytes.length - cut % bytes.length);
      const found = await readPicture(bytesOf(some));
      if (!found) return;
      const made = cleaned(some, found);
      assert(made.length <= some.length + 64);
    }),
    { numRuns: 500 },
  );
});
