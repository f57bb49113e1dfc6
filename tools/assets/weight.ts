import { type Manifest, scriptsOf } from "../../lib/islands/server/manifest.ts";

/** What the first load of a page may weigh, compressed with brotli, in bytes. */
export const BUDGET = { script: 72 * 1024, style: 14 * 1024 } as const;
export type Budget = { [Part in keyof typeof BUDGET]: number };

/** The compressed weight of what a page loads before it is live. Lazy parts are not in it. */
export interface FirstLoad {
  /** The island that the page holds. */
  island: string;
  script: number;
  style: number;
}

/** First loads of the pages, one for each island. `sizes`: compressed bytes by file. */
export function firstLoads(manifest: Manifest, sizes: ReadonlyMap<string, number>): FirstLoad[] {
  const sum = (files: string[]) => files.reduce((total, file) => total + (sizes.get(file) ?? 0), 0);
  const { pages = "" } = manifest.sheets ?? {};
  return Object.keys(manifest.islands).map((island) => {
    const { client: { file, imports }, islands } = scriptsOf(manifest, [island]);
    const isRoom = manifest.chat && island in manifest.chat.islands;
    const style = sum([manifest.style, ...isRoom ? [] : [pages]]);
    return { island, script: sum([file, ...imports, ...islands[island] ?? []]), style };
  });
}

/** What is over the budget, as sentences; empty when all is well. */
export function excesses(loads: readonly FirstLoad[], budget: Budget = BUDGET): string[] {
  return loads.flatMap((load) =>
    (["script", "style"] as const).filter((part) => load[part] > budget[part]).map((part) =>
      `The first load of ${load.island} has ${kib(load[part])} KiB of ${part}; ` +
      `${kib(budget[part])} KiB is the most. Import lazily what a first look does not need.`
    )
  );
}

/** Bytes as KiB with one decimal. */
export function kib(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}
