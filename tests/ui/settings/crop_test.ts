import { assert, assertEquals } from "@std/assert";
import {
  type Crop,
  MIDDLE,
  mostZoom,
  moved,
  squareOf,
  zoomed,
} from "../../../lib/ui/settings/crop.ts";
import { SeededRandom } from "../../support/seeded_random.ts";

Deno.test("crop - the middle of a picture, as large as it goes", () => {
  assertEquals(squareOf({ width: 600, height: 200 }, MIDDLE), { left: 200, top: 0, side: 200 });
  assertEquals(squareOf({ width: 200, height: 600 }, MIDDLE), { left: 0, top: 200, side: 200 });
});

Deno.test("crop - moved and enlarged, it stays in the picture and keeps its middle", () => {
  const wide = { width: 600, height: 200 };
  assertEquals(squareOf(wide, moved(wide, MIDDLE, -0.75, 3)), { left: 50, top: 0, side: 200 });
  assertEquals(squareOf(wide, moved(wide, MIDDLE, 9, 0)), { left: 400, top: 0, side: 200 });
  assertEquals(squareOf(wide, zoomed(wide, MIDDLE, 2)), { left: 250, top: 50, side: 100 });
  assertEquals(zoomed(wide, MIDDLE, 0.2), MIDDLE);
  assertEquals([mostZoom(wide), mostZoom({ width: 30, height: 30 })], [200 / 48, 1]);
  assertEquals(mostZoom({ width: 4_000, height: 3_000 }), 8);
});

Deno.test("crop - whatever is done, the square is within the picture", () => {
  const random = new SeededRandom(5);
  const between = (from: number, to: number) => from + (to - from) * random.fraction();
  for (let picture = 0; picture < 50; picture++) {
    const size = { width: between(1, 5_000), height: between(1, 5_000) };
    let crop: Crop = MIDDLE;
    for (let n = 0; n < 40; n++) {
      crop = random.fraction() < 0.5
        ? moved(size, crop, between(-2, 2), between(-2, 2))
        : zoomed(size, crop, crop.zoom * between(0.3, 3));
      const { left, top, side } = squareOf(size, crop);
      assert(side > 0 && left >= -1e-6 && top >= -1e-6, JSON.stringify({ size, crop }));
      assert(left + side <= size.width + 1e-6 && top + side <= size.height + 1e-6);
    }
  }
});
