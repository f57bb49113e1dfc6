// Output of the command-line tools.

/** Writes a line. */
export function print(text: string): void {
  // deno-lint-ignore no-console -- commands talk to the terminal
  console.log(text);
}

/** Writes what went wrong, and ends the command. */
export function fail(text: string): never {
  // deno-lint-ignore no-console -- commands talk to the terminal
  console.error(text);
  Deno.exit(1);
}
