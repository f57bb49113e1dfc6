// deno-lint-ignore-file no-control-regex -- the sequences of a terminal
// Pictures in a terminal that speaks the graphics protocol of kitty.
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { SharedFile } from "../../lib/protocol/files.ts";
import type { Picture } from "../../lib/terminal/screen/draw.ts";
import { picturesOf } from "../../lib/terminal/screen/draw.ts";
import { mayAsk, place, saysYes, transmit } from "../../lib/terminal/screen/kitty.ts";
import { slotOf } from "../../lib/terminal/screen/picture_slot.ts";
import { Pictures, type ShownPicture } from "../../lib/terminal/screen/pictures.ts";
import { scaledPng } from "../../lib/terminal/screen/scaled_png.ts";
import type { Row } from "../../lib/terminal/screen/timeline_rows.ts";
import { type Format, picture } from "../support/pictures.ts";

const cell = { width: 10, height: 20 };
const file = (more: Partial<SharedFile> = {}): SharedFile => ({
  id: "f",
  name: "shed.webp",
  type: "image/webp",
  size: 9,
  width: 800,
  height: 400,
  ...more,
});

Deno.test("terminal - a picture takes the cells that it needs, never more than its room", () => {
  const table: [Partial<SharedFile>, number, ReturnType<typeof slotOf>][] = [
    [{}, 80, { columns: 48, rows: 12, width: 480, height: 240 }],
    [{}, 20, { columns: 20, rows: 5, width: 200, height: 100 }],
    [{ width: 6, height: 4 }, 80, { columns: 1, rows: 1, width: 6, height: 4 }],
    [{ width: 10, height: 9000 }, 80, { columns: 1, rows: 12, width: 1, height: 240 }],
    [{ width: undefined }, 80, undefined],
    [{ type: "application/pdf" }, 80, undefined],
    [{ width: 9000, height: 9000 }, 80, undefined],
    [{ width: 9000, height: 9000, preview: "p" }, 80, {
      columns: 24,
      rows: 12,
      width: 240,
      height: 240,
    }],
  ];
  for (const [more, columns, expected] of table) {
    assertEquals(slotOf(file(more), cell, columns), expected, JSON.stringify(more));
  }
});

Deno.test("terminal - a picture is sent in pieces of 4,096, and placed without moving anything", () => {
  const bytes = new Uint8Array(7_000).map((_, at) => at % 251);
  const sent = transmit(7, bytes);
  const pieces = [...sent.matchAll(/\x1b_G([^;]*);([^\x1b]*)\x1b\\/g)];
  assertEquals(pieces.map(([, keys]) => keys), ["a=t,f=100,t=d,i=7,q=2,m=1", "m=1", "m=0"]);
  assert(pieces.every(([, , data = ""]) => data.length <= 4_096));
  const whole = pieces.map(([, , data]) => data).join("");
  assertEquals(Uint8Array.fromBase64(whole), bytes);
  const crop = { y: 20, width: 80, height: 40 };
  assertEquals(
    place(7, { x: 4, y: 2, columns: 8, rows: 2, crop }),
    "\x1b[3;5H\x1b_Ga=p,i=7,p=1,x=0,y=20,w=80,h=40,c=8,r=2,C=1,q=2\x1b\\",
  );
});

Deno.test("terminal - only who says so shows pictures, and not everybody is asked", () => {
  assert(saysYes("i=31;OK"));
  for (const no of ["i=31;EINVAL:no", "i=1;OK", ""]) assert(!saysYes(no));
  const asked = (env: Record<string, string | undefined>) => mayAsk((name) => env[name]);
  assert(asked({ TERM: "xterm-kitty" }));
  assert(asked({ TERM: "xterm-256color" }));
  for (
    const env of [
      { TERM: "tmux-256color" },
      { TERM: "screen" },
      { TERM: "linux" },
      { TERM: "xterm-256color", TMUX: "socket,1,0" },
      { TERM: "xterm-256color", TERM_PROGRAM: "Apple_Terminal" },
    ]
  ) assert(!asked(env), JSON.stringify(env));
});

const slot = { columns: 8, rows: 4, width: 80, height: 80 };
const shown = (more: Partial<ShownPicture> = {}): ShownPicture => ({
  file: file(),
  slot,
  x: 4,
  y: 5,
  from: 0,
  rows: 4,
  ...more,
});

/** Pictures whose files are read as soon as the test awaits it. */
function opened(read = () => Promise.resolve(new Uint8Array([1, 2, 3]))) {
  let came = Promise.withResolvers<void>();
  const pictures = new Pictures({
    read,
    changed: () => {
      came.resolve();
      came = Promise.withResolvers();
    },
    firstId: 100,
  });
  return { pictures, next: () => came.promise };
}

const verbs = (out: string) => [...out.matchAll(/\x1b_G(a=\w(?:,d=\w)?)/g)].map(([, verb]) => verb);

Deno.test("terminal - a picture is read once, moves with its rows, and is taken off", async () => {
  let reads = 0;
  const { pictures, next } = opened(() => {
    reads++;
    return Promise.resolve(new Uint8Array([1]));
  });
  assertEquals(pictures.end(), "", "who never showed one has nothing to clear");
  assertEquals(pictures.update([shown()], false), "", "it is not there yet");
  assertEquals(pictures.update([shown()], false), "", "and is asked for once");
  await next();
  const first = pictures.update([shown()], false);
  assertEquals(verbs(first), ["a=t", "a=p"]);
  assertMatch(first, /^\x1b7.*\x1b8$/s);
  assertEquals(pictures.update([shown()], false), "", "it stands");
  const moved = pictures.update([shown({ y: 2, from: 1, rows: 3 })], false);
  assertEquals(verbs(moved), ["a=d,d=i", "a=p"]);
  assertMatch(moved, /x=0,y=20,w=80,h=60,c=8,r=3/, "its upper row is beyond the edge");
  assertEquals(verbs(pictures.update([], false)), ["a=d,d=i"]);
  assertEquals(verbs(pictures.update([shown()], false)), ["a=p"], "the terminal has it still");
  const anew = pictures.update([shown()], true);
  assertEquals(verbs(anew), ["a=d,d=A", "a=t", "a=p"], "what was wiped is sent again");
  assertEquals(reads, 1);
  assertEquals(verbs(pictures.end()), ["a=d,d=A"]);
});

Deno.test("terminal - a picture that cannot be had is none, and is not asked for again", async () => {
  let reads = 0;
  const { pictures, next } = opened(() => {
    reads++;
    return Promise.reject(new Error("Answered with 404"));
  });
  pictures.update([shown()], false);
  await next();
  assert(pictures.failed.has("f"));
  assertEquals(pictures.update([shown()], false), "");
  assertEquals(reads, 1);
});

Deno.test("terminal - of many pictures the terminal holds forty", async () => {
  const { pictures, next } = opened();
  for (let n = 0; n < 45; n++) {
    const one = [shown({ file: file({ id: `f${n}` }) })];
    pictures.update(one, false);
    await next();
    const out = pictures.update(one, false);
    assertEquals(verbs(out).filter((verb) => verb === "a=d,d=I").length, n < 40 ? 0 : 1, `${n}`);
  }
});

Deno.test("terminal - what is in sight of a picture is told, and nothing below what lies over", () => {
  const part = (row: number): Row => ({
    key: "m",
    runs: [],
    picture: { file: file(), slot, row, x: 19 },
  });
  const words: Row = { key: "w", runs: [] };
  const base: Picture = {
    columns: 60,
    rows: 12,
    turner: "own",
    community: "",
    side: [],
    sideFoot: [],
    head: { name: "", topic: "", people: "" },
    above: [],
    prompt: "› ",
    text: "",
    status: "",
    timeline: [words, part(0), part(1), part(2), part(3), words],
  };
  const seen = (more: Partial<Picture>) =>
    picturesOf({ ...base, ...more }).map(({ from, rows, x, y }) => ({ from, rows, x, y }));
  assertEquals(seen({}), [{ from: 0, rows: 4, x: 19, y: 4 }]);
  assertEquals(seen({ rows: 8 }), [{ from: 2, rows: 2, x: 19, y: 2 }], "its upper half is beyond");
  const most = [...Array.from({ length: 9 }, () => words), ...base.timeline];
  assertEquals(seen({ timeline: most, bottom: 11 }), [{ from: 0, rows: 2, x: 19, y: 7 }]);
  assertEquals(seen({ over: [] }), []);
});

Deno.test("terminal - pictures of every kind become a PNG of the size that is asked", async () => {
  for (const type of ["image/jpeg", "image/png", "image/webp"] as Format[]) {
    const png = await scaledPng(new Blob([picture(type)], { type }), { width: 3, height: 2 });
    const view = new DataView(png.buffer);
    assertEquals([view.getUint32(16), view.getUint32(20)], [3, 2], type);
  }
  const none = await scaledPng(new Blob(["no picture"]), { width: 3, height: 2 }).catch(() => {});
  assertEquals(none, undefined);
});
