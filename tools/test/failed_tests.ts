/**
 * The names of the tests that failed or were cancelled in a JUnit report of `deno test`, without
 * their steps. It names no files: a test belongs there to the file that registers it, which may be a
 * helper. Empty when nothing in the report explains a failure, as of a file that did not load.
 */
export function failedTests(report: string): string[] {
  const cases = report.matchAll(/<testcase name="([^"]*)"[^>]*>\s*<(?:failure|error)\b/g);
  const failed = [...cases].map(([, name = ""]) => decode(name));
  return failed.filter((name) => !failed.some((other) => name.startsWith(`${other} > `)));
}

/** A pattern for `--filter` that fits this name alone. */
export function filterFor(name: string): string {
  return `/^${name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}$/`;
}

function decode(text: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replace(
    /&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi,
    (whole, decimal, hex, name) =>
      decimal || hex
        ? String.fromCodePoint(decimal ? Number(decimal) : parseInt(hex, 16))
        : named[name] ?? whole,
  );
}
