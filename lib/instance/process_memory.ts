import { getHeapStatistics } from "node:v8";

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
