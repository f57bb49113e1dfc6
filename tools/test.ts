// Runs the test tiers, the fast ones first, and stops at the first that fails.
// Arguments: names of tiers (`pure`, `app`, `real`, `browser`), or none for all.
import { fail, say } from "./terminal.ts";

/** Which tests belong to a tier; the first that fits takes a file, `pure` takes the rest. */
const TIERS = [
  { name: "browser", has: /^tests\/browser\// },
  { name: "real", has: /^tests\/(instance|cluster\/processes)\// },
  { name: "app", has: /^tests\/(http|identity|pages|sockets|moderation)\// },
  { name: "pure", has: /^tests\// },
] as const;

const names = TIERS.map((tier) => tier.name).reverse();
const wanted = Deno.args.length > 0 ? Deno.args : names;
const unknown = wanted.find((name) => !names.some((known) => known === name));
if (unknown) fail(`There is no tier “${unknown}”. Tiers: ${names.join(", ")}.`);

const files = [...testFiles("tests")].sort();
const started = performance.now();
for (const name of wanted) {
  const own = files.filter((file) => TIERS.find((tier) => tier.has.test(file))?.name === name);
  if (own.length === 0) continue;
  // Real servers that are judged by the clock take turns.
  const parallel = name === "real" ? [] : ["--parallel"];
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", ...parallel, ...own],
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
  }).output();
  if (!success) fail(`Tests of the tier “${name}” failed.`);
}
const seconds = Math.round((performance.now() - started) / 1000);
say(`All tests passed in ${seconds} s (${wanted.join(", ")}).`);

function* testFiles(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* testFiles(path);
    else if (/_test\.tsx?$/.test(entry.name)) yield path;
  }
}
