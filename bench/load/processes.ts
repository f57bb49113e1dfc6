// What processes use, read from Linux's /proc: there is no other way to see another process's share.

/** Clock ticks a second in /proc: 100 on every Linux that this runs on. */
const TICKS = 100;
const PAGE_BYTES = 4096;

/** CPU seconds and resident bytes of a process and all that it started. */
export interface Usage {
  cpuSeconds: number;
  residentBytes: number;
}

/** What the process `pid` and its descendants use. Throws where there is no /proc. */
export function usageOf(pid: number): Usage {
  const usage = { cpuSeconds: 0, residentBytes: 0 };
  for (const one of withDescendants(pid)) {
    const stat = fieldsOf(one);
    usage.cpuSeconds += (Number(stat[11]) + Number(stat[12])) / TICKS;
    usage.residentBytes += Number(stat[21]) * PAGE_BYTES;
  }
  return usage;
}

/** How long the main thread of this process ran, and waited for a core, in seconds. */
export function ownTime(): { ran: number; waited: number } {
  const text = Deno.readTextFileSync(`/proc/self/task/${Deno.pid}/schedstat`);
  const [ran = 0, waited = 0] = text.split(" ").map(Number);
  return { ran: ran / 1e9, waited: waited / 1e9 };
}

function withDescendants(pid: number): number[] {
  const found = [pid];
  for (const parent of found) {
    for (const task of Deno.readDirSync(`/proc/${parent}/task`)) {
      const path = `/proc/${parent}/task/${task.name}/children`;
      found.push(...Deno.readTextFileSync(path).split(" ").filter(Boolean).map(Number));
    }
  }
  return found;
}

/** The fields of /proc/pid/stat after the name, which may hold spaces: the state comes first. */
function fieldsOf(pid: number): string[] {
  const text = Deno.readTextFileSync(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}
