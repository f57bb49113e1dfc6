import type { SharedFile } from "../../protocol/files.ts";

/** What a run of text is, for its look; the palette decides the colours. */
export type Ink = "plain" | "dim" | "leaf" | "clay" | "line" | { hue: number };

/** How a run of text looks. Equal looks are written without a change between them. */
export interface Look {
  readonly ink?: Ink;
  /** `calls`: calls the reader; `chosen`: the chosen line of a list; `code`: the ground of code. */
  readonly ground?: "calls" | "chosen" | "code" | "select";
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly strike?: boolean;
  /** Where it leads (OSC 8). */
  readonly link?: string;
}

/** A run of text of one look, without line breaks. */
export interface Run {
  readonly text: string;
  readonly look: Look;
}

/** A line of runs. `indent`: columns by which what does not fit goes on further in. */
export interface StyledLine {
  readonly runs: readonly Run[];
  readonly indent?: number;
  /** Whether it is cut rather than wrapped: code. */
  readonly cut?: boolean;
  /** Set where it runs so whatever it holds: code. */
  readonly direction?: "ltr";
  /** Stands for a picture, where the terminal shows such. */
  readonly picture?: SharedFile;
}

export function run(text: string, look: Look = {}): Run {
  return { text, look };
}

/** The words of a line alone. */
export function textOf({ runs }: StyledLine): string {
  return runs.map(({ text }) => text).join("");
}
