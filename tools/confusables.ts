// Writes lib/store/people/confusables.json: which characters look like which (Unicode Technical
// Standard #39). The data is that of ICU, which Deno carries: run it again with a newer Deno.
import process from "node:process";
import { print } from "./terminal.ts";

const OUTPUT = new URL("../lib/store/people/confusables.json", import.meta.url);

/** How the header of ICU's data goes on after its size (ICU, udata.h): magic, then the format. */
const MAGIC = [0xda, 0x27];
const FORMAT = new TextEncoder().encode("Cfu ");
const FORMAT_AT = 12;
/** The first word of the confusables (ICU, uspoof_impl.h, SpoofDataHeader) and its byte offsets. */
const SPOOF_MAGIC = 0x3845fdef;
const FIELDS = { keys: 12, keyCount: 16, values: 20, strings: 28 } as const;

/** Where the confusables begin in a file that contains ICU's data. Throws where there are none. */
function findConfusables(file: Uint8Array<ArrayBuffer>): DataView {
  for (let at = file.indexOf(FORMAT[0] as number); at >= 0;) {
    const start = at - FORMAT_AT;
    const isHeader = FORMAT.every((byte, n) => file[at + n] === byte) &&
      MAGIC.every((byte, n) => file[start + 2 + n] === byte);
    if (isHeader) {
      const headerBytes = new DataView(file.buffer, start).getUint16(0, true);
      const view = new DataView(file.buffer, start + headerBytes);
      if (view.getInt32(0, true) === SPOOF_MAGIC) return view;
    }
    at = file.indexOf(FORMAT[0] as number, at + 1);
  }
  throw new Error("This Deno carries no confusables");
}

/** Each character's prototype, as ICU keeps it: its key holds the prototype's length as well. */
function* prototypes(view: DataView): Generator<[source: number, prototype: string]> {
  const offset = (field: keyof typeof FIELDS) => view.getInt32(FIELDS[field], true);
  const [keys, values, strings] = [offset("keys"), offset("values"), offset("strings")];
  for (let n = 0; n < offset("keyCount"); n++) {
    const key = view.getUint32(keys + 4 * n, true);
    const length = (key >>> 24) + 1;
    const value = view.getUint16(values + 2 * n, true);
    const unit = (k: number) => view.getUint16(strings + 2 * (value + k), true);
    const units = length === 1 ? [value] : Array.from({ length }, (_, k) => unit(k));
    yield [key & 0xffffff, String.fromCharCode(...units)];
  }
}

const hex = (point: number) => point.toString(16).toUpperCase().padStart(4, "0");

const sources = new Map<string, string[]>();
for (
  const [source, prototype] of prototypes(findConfusables(await Deno.readFile(Deno.execPath())))
) {
  const points = [...prototype].map((char) => hex(char.codePointAt(0) ?? 0)).join(" ");
  sources.set(points, [...sources.get(points) ?? [], hex(source)]);
}
const table = Object.fromEntries(
  [...sources].sort(([a], [b]) => a < b ? -1 : 1)
    .map(([points, from]) => [points, from.join(" ")]),
);
await Deno.writeTextFile(
  OUTPUT,
  `${JSON.stringify({ unicode: process.versions.unicode, prototypes: table }, null, 2)}\n`,
);
print(`${sources.size} prototypes of Unicode ${process.versions.unicode}`);
