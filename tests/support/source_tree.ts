import { fromFileUrl, relative } from "./paths.ts";

/** One source file: its path from the root of the repository, and the files of ours it imports. */
export interface SourceFile {
  path: string;
  text: string;
  lines: number;
  imports: string[];
}

const ROOT = fromFileUrl(new URL("../../", import.meta.url));
const SKIPPED = new Set(["node_modules", ".git", ".data", "assets", "screenshots"]);

/** All TypeScript files of the repository, with what they import, types included. */
export function readSourceTree(): SourceFile[] {
  return [...walk(ROOT)].map((file) => {
    const text = Deno.readTextFileSync(file);
    const path = relative(ROOT, file);
    return { path, text, lines: text.split("\n").length - 1, imports: importsOf(path, text) };
  });
}

function* walk(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(folder)) {
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory && !SKIPPED.has(entry.name)) yield* walk(`${path}/`);
    else if (entry.isFile && /\.tsx?$/.test(entry.name)) yield path;
  }
}

/** Static and dynamic imports and re-exports of relative files, as paths from the root. */
export function importsOf(path: string, text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const specifier = /(?:\bfrom\s*|\bimport\s*\(?\s*)(["'])(\.{1,2}\/[^"']+)\1/g;
  const found = [...code.matchAll(specifier)].map((match) => resolve(path, match[2] as string));
  return [...new Set(found)];
}

function resolve(from: string, specifier: string): string {
  return new URL(specifier, new URL(from, "file:///")).pathname.slice(1);
}

/** The first import cycle, as the list of files along it; `undefined` where there is none. */
export function findCycle(files: readonly SourceFile[]): string[] | undefined {
  const graph = new Map(files.map((file) => [file.path, file.imports]));
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): string[] | undefined => {
    const seenAt = trail.indexOf(path);
    if (seenAt >= 0) return [...trail.slice(seenAt), path];
    if (done.has(path)) return undefined;
    for (const next of graph.get(path) ?? []) {
      const cycle = visit(next, [...trail, path]);
      if (cycle) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const file of files) {
    const cycle = visit(file.path, []);
    if (cycle) return cycle;
  }
  return undefined;
}
