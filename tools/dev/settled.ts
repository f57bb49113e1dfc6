/** The paths that changed, once nothing more has changed for `quietMs`; ends with the watcher. */
export async function* settled(
  watcher: AsyncIterable<{ kind: string; paths: string[] }>,
  quietMs: number,
): AsyncGenerator<string[]> {
  const changed = new Set<string>();
  const events = watcher[Symbol.asyncIterator]();
  let next = events.next();
  while (true) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const quiet = new Promise<"quiet">((resolve) => {
      if (changed.size > 0) timer = setTimeout(() => resolve("quiet"), quietMs);
    });
    const event = await Promise.race([next, quiet]);
    clearTimeout(timer);
    if (event === "quiet") {
      yield [...changed];
      changed.clear();
      continue;
    }
    if (event.done) return;
    next = events.next();
    // Reading a file is an event too, on some systems; editors write to files that begin with a dot.
    if (event.value.kind === "access") continue;
    for (const path of event.value.paths) {
      if (!/(^|\/)\.[^/]*$|~$/.test(path)) changed.add(path);
    }
  }
}
