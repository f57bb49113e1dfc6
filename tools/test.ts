// Runs the test tiers, the fast ones first, and stops at the first that fails.
// Arguments: names of tiers (`pure`, `app`, `real`, `browser`, `engines`), or none for the first four:
// `engines` wants a Firefox and a WebKit that the system has.
// With CI=true, tests that fail are run once more, each alone: those that pass then are named as
// flaky, and more than two of a tier fail the run. (Clocks and processes are real in every tier.)
import { fail, print } from "./terminal.ts";
import { failedTests, filterFor } from "./test/failed_tests.ts";

/** So many tests may pass at their second try alone. */
const MAX_FLAKY = 2;

const isLanding = Deno.env.get("CI") === "true";
/**
 * A test in a browser computes for some 3 s and waits as long: for timers, frames and servers. A landing
 * wants calm more than speed: on a slow machine two of them take each other's time.
 */
const BROWSERS_A_CORE = isLanding ? 1.5 : 2;

/** Which tests belong to a tier; the first that fits takes a file, `pure` takes the rest. */
const TIERS = [
  { name: "engines", has: /^tests\/browsers\// },
  { name: "browser", has: /^tests\/browser\// },
  { name: "real", has: /^tests\/(instance|cluster\/processes)\// },
  { name: "app", has: /^tests\/(http|identity|irc|pages|sockets|moderation)\// },
  { name: "pure", has: /^tests\// },
] as const;

const names = TIERS.map((tier) => tier.name).reverse();
const wanted = Deno.args.length > 0 ? Deno.args : names.filter((name) => name !== "engines");
const unknown = wanted.find((name) => !names.some((known) => known === name));
if (unknown) fail(`There is no tier “${unknown}”. Tiers: ${names.join(", ")}.`);

const files = [...testFiles("tests")].sort();
const started = performance.now();
const flaky: string[] = [];
for (const name of wanted) {
  const own = files.filter((file) => TIERS.find((tier) => tier.has.test(file))?.name === name);
  if (own.length === 0) continue;
  const report = await Deno.makeTempFile({ prefix: "palabre_junit_", suffix: ".xml" });
  // Real servers that are judged by the clock take turns, and so do windows that want the focus.
  const parallel = name === "real" || name === "engines" ? [] : ["--parallel"];
  const jobs = name === "browser"
    ? Math.ceil(BROWSERS_A_CORE * navigator.hardwareConcurrency)
    : undefined;
  const passed = await runTests([...parallel, `--junit-path=${report}`, ...own], jobs) ||
    (isLanding && await passAlone(report, own));
  await Deno.remove(report);
  if (!passed) fail(`Tests of the tier “${name}” failed.`);
}
const seconds = Math.round((performance.now() - started) / 1000);
print(`All tests passed in ${seconds} s (${wanted.join(", ")}).`);
if (flaky.length > 0) print(`Flaky, passed at the second try:\n  ${flaky.join("\n  ")}`);

async function runTests(args: readonly string[], jobs?: number): Promise<boolean> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", ...args],
    env: jobs === undefined ? {} : { DENO_JOBS: String(jobs) },
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
  }).output();
  return success;
}

/** Whether each test that failed passes alone, and they are few enough to be called flaky. */
async function passAlone(report: string, own: readonly string[]): Promise<boolean> {
  const failed = failedTests(await Deno.readTextFile(report));
  if (failed.length === 0 || failed.length > MAX_FLAKY) return false;
  for (const name of failed) {
    print(`Once more, alone: ${name}`);
    // In all files, since the report names none; one that does not load fails here too.
    if (!await runTests([`--filter=${filterFor(name)}`, ...own])) return false;
    flaky.push(name);
  }
  return true;
}

function* testFiles(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* testFiles(path);
    else if (/_test\.tsx?$/.test(entry.name)) yield path;
  }
}
