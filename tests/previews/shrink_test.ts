import { assert, assertEquals } from "@std/assert";
import { bytesOf } from "../../lib/pictures/bytes.ts";
import { readPicture } from "../../lib/pictures/picture.ts";
import { createShrinkPicture } from "../../lib/previews/shrink.ts";
import { noise } from "../support/noise.ts";
import {
  drawnPng,
  type Format,
  gifOf,
  picture,
  SECRETS,
  withSecrets,
} from "../support/pictures.ts";

const shrink = createShrinkPicture();

Deno.test("small pictures - a large one becomes as large as its card is on a sharp screen", async () => {
  const small = await shrink(drawnPng(1_200, 630));
  assert(small);
  assertEquals([small.width, small.height], [366, 192]);
  const read = await readPicture(bytesOf(small.bytes));
  assertEquals([read?.width, read?.height], [366, 192], "what it says is what it is");
});

Deno.test("small pictures - what is long is cut off in length, what is small stays", async () => {
  const long = await shrink(drawnPng(2_000, 20));
  assertEquals([long?.width, long?.height], [480, 5]);
  const tiny = await shrink(picture("image/png"));
  assertEquals([tiny?.width, tiny?.height], [6, 4]);
});

Deno.test("small pictures - F3: of each format, nothing is left but what it shows", async () => {
  for (const type of ["image/jpeg", "image/png", "image/webp"] as Format[]) {
    const small = await shrink(withSecrets(type));
    assert(small, type);
    const text = new TextDecoder("latin1").decode(small.bytes);
    assertEquals(SECRETS.filter((secret) => text.includes(secret)), [], type);
    const read = await readPicture(bytesOf(small.bytes));
    assert(read && /png|jpeg/.test(read.type), `${type} was made anew`);
  }
});

Deno.test("small pictures - few bytes that make a large one are not decoded", async () => {
  assertEquals(await shrink(gifOf(65_535, 65_535, 1)), undefined);
  assertEquals(await shrink(drawnPng(20_000, 700)), undefined);
  const frames = await shrink(gifOf(3, 2, 20_000));
  assertEquals([frames?.width, frames?.height], [3, 2], "of many frames, the first");
});

Deno.test("small pictures - what is none makes none, and the next is made all the same", async () => {
  assertEquals(await shrink(noise(5_000)), undefined);
  const broken = drawnPng(50, 50);
  broken.fill(0x55, 45, broken.length - 16);
  assertEquals(await shrink(broken), undefined);
  assert(await shrink(drawnPng(50, 50)));
});
