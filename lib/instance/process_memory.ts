import { cpuUsage } from "node:process";
import { getHeapStatistics, setFlagsFromString } from "node:v8";

/** What an instance of Deno Deploy may use. */
const DEPLOY_BYTES = 768 * 1024 * 1024;
/** Where Linux keeps the limit of a container: the second version of cgroups, then the first. */
const CGROUP_LIMITS = [
  "/sys/fs/cgroup/memory.max",
  "/sys/fs/cgroup/memory/memory.limit_in_bytes",
];

/** Bytes that the process may use: the container's limit or the machine's memory. */
export function memoryLimit(deployed: boolean): number {
  if (deployed) return DEPLOY_BYTES;
  const machine = Deno.systemMemoryInfo().total;
  const limits = CGROUP_LIMITS.map(readLimit).filter((limit) => limit !== undefined);
  return Math.min(machine, ...limits);
}

/**
 * The part of its memory that the process uses: of all that it may hold, or of what the JavaScript
 * engine may hold, whichever is fuller.
 */
export function memoryPart(limit: number): number {
  const heap = getHeapStatistics();
  return Math.max(Deno.memoryUsage().rss / limit, heap.used_heap_size / heap.heap_size_limit);
}

function readLimit(path: string): number | undefined {
  try {
    const limit = Number(Deno.readTextFileSync(path).trim());
    return limit > 0 ? limit : undefined; // “max” is no number: there is no limit
  } catch {
    return undefined; // no such file: another system, or not in a container
  }
}

/** Bytes that JavaScript uses, with what is garbage among them. */
export function heapBytes(): number {
  return getHeapStatistics().used_heap_size;
}

/** Milliseconds of CPU that the process used, all its threads together. */
export function cpuMs(): number {
  const { user, system } = cpuUsage();
  return (user + system) / 1000;
}

/** Collects all garbage: tens of milliseconds in which nothing else runs. Nothing where it cannot. */
export async function collectGarbage(): Promise<void> {
  try {
    collector ??= await findCollector();
    collector();
  } catch {
    collector = () => {}; // the platform keeps its engine to itself
  }
}

let collector: (() => void) | undefined;

/** The engine shows its collector to a context that is made after it was told to. */
async function findCollector(): Promise<() => void> {
  const { runInNewContext } = await import("node:vm"); // no start needs it
  setFlagsFromString("--expose-gc");
  const found: unknown = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  return typeof found === "function" ? () => void found() : () => {};
}
