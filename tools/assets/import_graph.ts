/** The outputs of a bundle, as esbuild's metafile lists them. */
export type Outputs = Record<string, { imports: Array<{ path: string; kind: string }> }>;

/** What an output loads before it runs: its static imports, theirs, and so on; not itself. */
export function staticImports(outputs: Outputs, output: string): string[] {
  const found = new Set<string>();
  const waiting = [output];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const { path, kind } of outputs[at]?.imports ?? []) {
      if (kind !== "import-statement" || found.has(path)) continue;
      found.add(path);
      waiting.push(path);
    }
  }
  found.delete(output);
  return [...found];
}
