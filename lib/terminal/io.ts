// Standard input and output, as the platform has them.

/** Lines of text that come, one after the other; `undefined` at the end. */
export interface Lines {
  next(): Promise<string | undefined>;
  /** All that follows, as one text. */
  rest(): Promise<string>;
  /** What follows, as it comes. */
  pieces(): AsyncIterable<string>;
}

/** Where lines are written. Rejects where nobody reads any more. */
export type Write = (text: string) => Promise<void>;

/** A line longer than this is cut: nobody typed it. */
const MAX_LINE = 64 * 1024;

/** The lines of a stream of bytes: what is behind the last line break is a line too. */
export function readLines(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Lines {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  let over = false;
  return {
    async rest() {
      while (!over) {
        const { value = "", done } = await reader.read();
        held += value;
        over = done;
      }
      return held;
    },
    async *pieces() {
      if (held !== "") yield held;
      held = "";
      while (!over) {
        const { value = "", done } = await reader.read();
        over = done;
        if (value !== "") yield value;
      }
    },
    async next() {
      for (;;) {
        const [, line, rest] = /^(.*?)\r?\n([\s\S]*)$/.exec(held) ?? [];
        if (line !== undefined && rest !== undefined) {
          held = rest;
          return line;
        }
        if (over || held.length > MAX_LINE) {
          const last = held;
          held = "";
          return last === "" && over ? undefined : last;
        }
        const { value = "", done } = await reader.read();
        held += value;
        over = done;
      }
    },
  };
}

const encoder = new TextEncoder();

/** Writes text whole. */
export async function writeTo(
  out: { write(bytes: Uint8Array): Promise<number> },
  text: string,
): Promise<void> {
  const bytes = encoder.encode(text);
  for (let at = 0; at < bytes.length;) at += await out.write(bytes.subarray(at));
}

/** Whether nobody reads what we write any more: `head` has what it wanted. */
export function isClosedPipe(error: unknown): boolean {
  return error instanceof Deno.errors.BrokenPipe;
}
