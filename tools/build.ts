// Builds what the browser loads into static/assets, fails when a first load is over the budget, and
// bundles the server into built/. With --development: what the browser loads alone, readable, with
// maps, reloading by itself, neither compressed nor weighed.
import { build, root } from "./assets/palabre.ts";
import { bundleCli } from "./assets/cli_bundle.ts";
import { bundleClient } from "./assets/client_bundle.ts";
import { bundleServer } from "./assets/server_bundle.ts";
import { BUDGET, kib } from "./assets/weight.ts";
import { fail, print } from "./terminal.ts";

const started = performance.now();
try {
  const development = Deno.args.includes("--development");
  const { bundle, sizes, loads, excesses } = await build(
    development ? "development" : "production",
  );
  if (development) Deno.exit(0);
  const rows = [...sizes].sort(([, a], [, b]) => b - a);
  for (const [file, size] of rows) {
    row(file, `${kib(bundle.files.get(file)?.length ?? 0)} KiB`, `${kib(size)} KiB br`);
  }
  for (const { island, script, style } of loads) {
    row(
      `First load of ${island}`,
      `JS ${kib(script)}/${kib(BUDGET.script)}`,
      `CSS ${kib(style)}/${kib(BUDGET.style)}`,
    );
  }
  await bundleServer(root);
  await bundleCli(root);
  await bundleClient(root);
  print(`Built in ${Math.round(performance.now() - started)} ms.`);
  if (excesses.length > 0) fail(excesses.join("\n"));
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

function row(name: string, first: string, second: string): void {
  print(`${name.padEnd(36)} ${first.padStart(14)} ${second.padStart(16)}`);
}
