import { writeTo } from "./io.ts";
import type { ShownCode } from "./pair.ts";
import { qrRows } from "./qr_rows.ts";
import type { Depth } from "./screen/palette.ts";
import type { Speech } from "./speech.ts";

/** Where the code is shown: nothing is drawn where no columns are told. */
export interface CodePaper {
  columns: number | undefined;
  depth: Depth;
  light: boolean;
}

/** Black on white, whatever the terminal’s own colours are; in none, by what its ground is. */
const PAPER = { begin: "\x1b[30;47m", end: "\x1b[0m" };

/** Shows the code, the link and, where it fits, the link as a QR code on standard error. */
export async function showCode(shown: ShownCode, speech: Speech, paper: CodePaper): Promise<void> {
  const { own, times } = speech;
  const { code, page, link, until } = shown;
  const told = own.t("pair.shown", { code, page, link, time: times.time(until) });
  const rows = qrLines(link, paper).map((row) => `${row}\n`).join("");
  await writeTo(Deno.stderr, `${rows}${told}\n`);
}

/** The link as lines for a terminal; none where they do not fit. */
export function qrLines(link: string, { columns, depth, light }: CodePaper): string[] {
  if (columns === undefined) return [];
  const isPlain = depth === "none";
  const rows = qrRows(link, isPlain && !light ? "light" : "dark");
  if ((rows[0]?.length ?? 0) > columns) return [];
  return isPlain ? rows : rows.map((row) => `${PAPER.begin}${row}${PAPER.end}`);
}
