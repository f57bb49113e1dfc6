// How much memory 100 uploads at once take, over both stores of files: `deno task bench:uploads`. What they
// add to a process that has worked; and what a fresh one adds, what of that is the engine's, and that four
// at a time do the same to it.
import { assert, assertEquals } from "@std/assert";
import { print } from "../tools/terminal.ts";
import { startS3 } from "../tests/support/s3_server.ts";
import {
  AT_ONCE,
  growthWhileUploading,
  type UploadSizes,
} from "../tests/support/uploads_growth.ts";

const MIB = 1024 * 1024;
const WORKED = { fileBytes: 8 * MIB, smallBytes: 64 * 1024, rounds: 6 };
const FRESH = { fileBytes: 2 * MIB, smallBytes: 0, rounds: 0 };
const WATCHED = decodeURIComponent(new URL("watched_server.js", import.meta.url).pathname);

type Measure = (env: Record<string, string>) => Promise<number>;

async function overKv(measure: Measure): Promise<number> {
  const folder = await Deno.makeTempDir({ prefix: "palabre_files_" });
  const growth = await measure({ PALABRE_KV: `${folder}/kv` });
  await Deno.remove(folder, { recursive: true });
  return growth;
}

async function overS3(measure: Measure): Promise<number> {
  await using s3 = startS3();
  const { url, region, accessKeyId, secretAccessKey } = s3.options;
  const growth = await measure({
    PALABRE_KV: ":memory:",
    PALABRE_S3_URL: url,
    PALABRE_S3_REGION: region,
    PALABRE_S3_KEY: accessKeyId,
    PALABRE_S3_SECRET: secretAccessKey,
  });
  assertEquals(s3.refused, []);
  return growth;
}

/** What the memory of a watched server is made of, in MiB. */
interface Parts {
  rss: number;
  heapUsed: number;
  heapTotal: number;
  young: number;
  external: number;
}

/** The last that it printed before anything came, and the largest. */
function firstAndLargest(output: string): [Parts, Parts] {
  const all = [...output.matchAll(/^memory (.*)$/gm)].map(([, json]): Parts =>
    JSON.parse(json ?? "")
  );
  const [first] = all;
  assert(first, "a watched server prints what it takes");
  return [first, all.reduce((most, one) => one.rss > most.rss ? one : most)];
}

for (const [name, over] of [["KV", overKv], ["S3", overS3]] as const) {
  const growth = await over((env) => growthWhileUploading(env, WORKED));
  print(`${AT_ONCE} uploads of 8 MiB at once, over ${name}: ${(growth / MIB).toFixed(1)} MiB more`);
  const fresh: [string, Partial<UploadSizes>, Record<string, string>][] = [
    ["at once", {}, {}],
    ["four at a time", { atOnce: 4 }, {}],
    ["at once, the young generation kept small", {}, {
      DENO_V8_FLAGS: "--max-semi-space-size=2",
    }],
  ];
  for (const [how, sizes, flags] of fresh) {
    let output = "";
    const watched = { main: WATCHED, ended: (text: string) => void (output = text) };
    const growth = await over((env) =>
      growthWhileUploading({ ...env, ...flags }, { ...FRESH, ...sizes }, watched)
    );
    const [first, most] = firstAndLargest(output);
    const part = (of: keyof Parts) => `${of} ${first[of]} to ${most[of]}`;
    print(
      `  a fresh process, ${AT_ONCE} of 2 MiB ${how}: ${(growth / MIB).toFixed(1)} MiB more; ` +
        `${part("young")}, ${part("heapTotal")}, ${part("heapUsed")}, ${part("external")}`,
    );
  }
}
