import { assert, assertEquals } from "@std/assert";
import { asciiOf, bytesOf, isNew, type Segment, viewOf } from "../../lib/pictures/bytes.ts";
import { readIsoMedia } from "../../lib/pictures/iso_media.ts";
import { box, bytesIn, film, joined, numbers } from "../support/films.ts";
import { exif } from "../support/pictures.ts";

function made(bytes: Uint8Array, segments: readonly Segment[]): Uint8Array<ArrayBuffer> {
  return joined(...segments.map((one) => isNew(one) ? one : bytes.subarray(one.from, one.to)));
}

Deno.test("films - F3: nothing tells where, when and by what, and what is played stays in its place", async () => {
  const bytes = film();
  const found = await readIsoMedia(bytesOf(bytes));
  assert(found?.clean);
  assertEquals(found.place, true);
  const clean = made(bytes, found.clean);
  assertEquals(clean.length, bytes.length);
  const text = asciiOf(clean);
  for (const secret of ["48.85", "2.29", "ISO6709", "GPS", "gps ", "\u00a9xyz", "Secret", "uuid"]) {
    assertEquals(text.includes(secret), false, secret);
  }
  const at = asciiOf(bytes).indexOf("VIDEO");
  assertEquals(text.slice(at, at + 32), "VIDEOvideo" + "\0".repeat(17) + "SOUND");
  for (const kept of ["ftyp", "moov", "mvhd", "vide", "soun", "stco", "mdat"]) {
    assertEquals(text.indexOf(kept), asciiOf(bytes).indexOf(kept), kept);
  }
  assertEquals(viewOf(clean).getUint32(text.indexOf("mvhd") + 8), 0, "no time");
  assertEquals(
    await readIsoMedia(bytesOf(clean)),
    { place: false },
    "what is clean stays as it is",
  );
});

Deno.test("films - EXIF and XMP of HEIC and AVIF go, the picture stays", async () => {
  const start = box("ftyp", bytesIn("heic"), numbers(0));
  const tiff = exif(6);
  const secret = joined(numbers(0), tiff);
  const info = (id: number, kind: string) =>
    box("infe", numbers(0x02000000), numbers(id << 16), bytesIn(kind));
  const meta = (from: number) => {
    const place = (id: number, offset: number, length: number) =>
      joined(new Uint8Array([0, id, 0, 0, 0, 1]), numbers(offset, length));
    return box(
      "meta",
      numbers(0),
      box("iinf", numbers(0), new Uint8Array([0, 2]), info(1, "hvc1"), info(2, "Exif")),
      box(
        "iloc",
        numbers(0),
        new Uint8Array([0x44, 0, 0, 2]),
        place(1, from, 7),
        place(2, from + 7, secret.length),
      ),
    );
  };
  const from = start.length + meta(0).length + 8;
  const bytes = joined(start, meta(from), box("mdat", bytesIn("PICTURE"), secret));
  const found = await readIsoMedia(bytesOf(bytes));
  assert(found?.clean);
  assertEquals(found.place, true);
  const clean = made(bytes, found.clean);
  assertEquals(clean.length, bytes.length);
  assertEquals(asciiOf(clean.subarray(from, from + 7)), "PICTURE");
  assert(clean.subarray(from + 7).every((byte) => byte === 0));
  assertEquals(await readIsoMedia(bytesOf(clean)), { place: false });
});

Deno.test("films - what is none, or broken, is none; and no bytes make it fail", async () => {
  const bytes = film();
  assertEquals(await readIsoMedia(bytesOf(bytesIn("only a text, and no film"))), undefined);
  assertEquals(await readIsoMedia(bytesOf(bytes.subarray(0, bytes.length - 9))), undefined);
  let seed = 7;
  for (let n = 0; n < 400; n++) {
    const broken = bytes.slice();
    for (let bits = 0; bits < 4; bits++) {
      seed = seed * 1_103_515_245 + 12_345 & 0x7fffffff;
      broken[seed % broken.length] = seed >> 8;
    }
    const found = await readIsoMedia(bytesOf(broken));
    if (found?.clean) assertEquals(made(broken, found.clean).length, broken.length);
  }
});
