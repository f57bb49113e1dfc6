// What docs/terminal.md says that the program says, it says.
import { assert, assertEquals } from "@std/assert";
import { en as refusals } from "../../lib/i18n/refusals/en.ts";
import { en } from "../../lib/i18n/terminal/en.ts";
import { ExitCode } from "../../lib/terminal/exit_codes.ts";

const text = await Deno.readTextFile(new URL("../../docs/terminal.md", import.meta.url));
const section = text.slice(text.indexOf("## What it ends with"));
const rows = [...section.matchAll(/^\| (\d+) +\|[^|]*\|([^|]*)\|$/gm)]
  .map(([, code, said = ""]) => ({ code: Number(code), said }));

/** A text of a catalogue as a pattern: any value in a placeholder, `[…]` or not. */
function patternOf(text: string): string {
  return text.split(/(\{\w+\}|\[|\])/).map((part) => {
    if (part === "[") return "(?:";
    if (part === "]") return ")?";
    return part.startsWith("{") ? ".+?" : part.replace(/[\\^$.*+?()|]/g, "\\$&");
  }).join("");
}

const words = [
  ...Object.values(en).flatMap((entry) =>
    typeof entry === "string" ? [entry] : Object.values(entry)
  ),
  ...Object.values(refusals.refusals),
  ...Object.values(refusals.goodbyes),
].filter((one) => !/^[\s{}\w]*\{\w+\}$/.test(one)); // one that is a value and no more would match all
const known = words.map((one) => new RegExp(`^${patternOf(one)}$`));

Deno.test("terminal - each message that is documented is one that the program has", () => {
  const quoted = section.split("`").filter((_, at) => at % 2 === 1);
  const messages = quoted.map((said) => said.replaceAll("\n", " ")).filter((one) =>
    one.length > 12
  );
  assert(messages.length > 15, `${messages.length}`);
  const unknown = messages.filter((said) => !known.some((pattern) => pattern.test(said)));
  assertEquals(unknown, []);
});

Deno.test("terminal - each exit code is documented, and no other", () => {
  const codes = [...new Set(rows.map(({ code }) => code))].sort((a, b) => a - b);
  assertEquals(codes, Object.values(ExitCode).sort((a, b) => a - b));
});
