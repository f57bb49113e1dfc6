import type { Direction } from "../direction.ts";

/** An inline part of a paragraph. */
export type Span =
  | { is: "text" | "code"; text: string }
  | { is: "bold" | "italic" | "strike" | "spoiler"; spans: Span[] }
  /** `href`: http, https or mailto, as the URL parser normalises it. `labelled`: its text is no address. */
  | { is: "link"; href: string; spans: Span[]; labelled?: true; title?: string }
  | { is: "mention"; name: string }
  /** `name`: of the room, as its address has it. */
  | { is: "room"; name: string; text: string }
  /** An emoji of the community, as it is written: `:name:`. */
  | { is: "emoji"; text: string };

/** A row of a table, cell by cell: short rows stay short. */
export type Row = readonly Span[][];

/** Where the text of a column stands, if its dashes say so. */
export type Alignment = "start" | "center" | "end" | undefined;

/** An entry of a list. `done`: whether a task is ticked off; absent where it is none. */
export interface ListItem {
  done?: boolean;
  blocks: Block[];
}

/**
 * A block of a message. `direction`: set where right-to-left letters occur. `language`: the word
 * after the opening fence, as it is written.
 */
export type Block =
  /** `continues`: it stands directly below another one, whose direction is another. */
  | { is: "paragraph"; spans: Span[]; direction?: Direction; continues?: true }
  | { is: "code"; text: string; language?: string }
  | { is: "quote"; blocks: Block[]; direction?: Direction }
  /** `start`: the first number of an ordered list. */
  | { is: "list"; start?: number; items: ListItem[]; direction?: Direction }
  | { is: "table"; head: Row; rows: Row[]; aligned: Alignment[]; direction?: Direction };

/** A block that begins at a line, and the index of the line behind it. */
export type Found = { block: Block; next: number } | undefined;

/** Reads the lines inside a container. */
export type ReadInner = (lines: readonly string[]) => Block[];
