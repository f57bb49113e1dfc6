import type { Logger } from "./logger.ts";

/**
 * Writes for somebody who sits before a terminal: a time and a sentence, the cause in its own words.
 * `stacks`: whether the places in the code follow, for who works on it.
 */
export function peopleLogger(
  print: (line: string) => void,
  { now, stacks }: { now: () => Date; stacks: boolean },
): Logger {
  const time = () => now().toTimeString().slice(0, 8);
  return {
    error(message, error, details) {
      const cause = error === undefined ? "" : `: ${causeOf(error)}`;
      print(`${time()}  ${sentence(message)}${cause}${detailsOf(details)}`);
      if (stacks && error instanceof Error && error.stack) print(placesOf(error.stack));
    },
    info: (message, details) => print(`${time()}  ${message}${detailsOf(details)}`),
  };
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function causeOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

function detailsOf(details: Record<string, unknown> = {}): string {
  const shown = Object.entries(details).map(([name, value]) => `${name} ${value}`);
  return shown.length === 0 ? "" : ` (${shown.join(", ")})`;
}

function placesOf(stack: string): string {
  return stack.split("\n").filter((line) => /^\s+at /.test(line)).join("\n");
}
