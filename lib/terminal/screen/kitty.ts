// The graphics protocol of kitty (https://sw.kovidgoyal.net/kitty/graphics-protocol/), as far as it is
// spoken here: whether a terminal knows it, pictures as PNG, and where they stand. Pure.

/** Bytes of base64 in one sequence: the most that the protocol allows. */
const CHUNK = 4_096;
/** The id of the picture that is asked about, and never shown. */
const ASKED = 31;

/**
 * Asks whether the terminal shows pictures, and how large its cells are. All answer the third question
 * (DA1), so that no answer to the first is one too.
 */
export const QUERY = `\x1b_Gi=${ASKED},s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[16t\x1b[c`;

/** Takes all pictures off the screen, and frees what the terminal holds of them. */
export const CLEAR = "\x1b_Ga=d,d=A,q=2\x1b\\";

/** Whether the words of an answer say that pictures are shown. */
export function saysYes(answer: string): boolean {
  return answer === `i=${ASKED};OK`;
}

/** Gives the terminal a picture to keep under an id; it answers nothing. */
export function transmit(id: number, png: Uint8Array): string {
  const base64 = png.toBase64();
  let out = "";
  for (let at = 0; at < base64.length; at += CHUNK) {
    const more = at + CHUNK < base64.length ? 1 : 0;
    const keys = at === 0 ? `a=t,f=100,t=d,i=${id},q=2,m=${more}` : `m=${more}`;
    out += `\x1b_G${keys};${base64.slice(at, at + CHUNK)}\x1b\\`;
  }
  return out;
}

/** Where a picture stands, in cells, and which part of it, in its own pixels. */
export interface Place {
  x: number;
  y: number;
  columns: number;
  rows: number;
  crop: { y: number; width: number; height: number };
}

/** Shows a picture that the terminal holds. The cursor stays, and the screen does not scroll. */
export function place(id: number, { x, y, columns, rows, crop }: Place): string {
  const part = `x=0,y=${crop.y},w=${crop.width},h=${crop.height}`;
  return `\x1b[${y + 1};${
    x + 1
  }H\x1b_Ga=p,i=${id},p=1,${part},c=${columns},r=${rows},C=1,q=2\x1b\\`;
}

/** Takes a picture off the screen; `free`: the terminal need not hold it any more. */
export function remove(id: number, free: boolean): string {
  return `\x1b_Ga=d,d=${free ? "I" : "i"},i=${id},q=2\x1b\\`;
}

/** Whether a terminal is asked at all: some show what they do not know, and others keep it from the window. */
export function mayAsk(env: (name: string) => string | undefined): boolean {
  const term = env("TERM") ?? "";
  const isInside = ["TMUX", "STY", "ZELLIJ"].some((name) => env(name));
  return !isInside && !/^(tmux|screen|linux|dumb)/.test(term) &&
    env("TERM_PROGRAM") !== "Apple_Terminal";
}
