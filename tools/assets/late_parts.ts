import type * as esbuild from "esbuild";

type Inputs = esbuild.Metafile["inputs"];

/**
 * The files of the project that an island loads late, and no other entry loads at all: by the imports of
 * a first build. They can only run where the island runs.
 */
export function latePartsOf(inputs: Inputs, island: string, others: readonly string[]): string[] {
  const atOnce = reached(inputs, [island], ["import-statement"]);
  const elsewhere = reached(inputs, others, ["import-statement", "dynamic-import"], island);
  const all = reached(inputs, [island], ["import-statement", "dynamic-import"]);
  const late = new Set(
    [...all].flatMap((file) => inputs[file]?.imports ?? [])
      .flatMap(({ path, kind }) => kind === "dynamic-import" ? [path] : []),
  );
  return [...late].filter((file) =>
    /\.tsx?$/.test(file) && !file.includes("node_modules") && !atOnce.has(file) &&
    !elsewhere.has(file)
  );
}

/**
 * Says to the bundler that these files run after the client: what that holds is then in one file, not
 * parted by what each of them shares with it. An import of what has run costs nothing.
 */
export function runAfter(root: string, client: string, late: readonly string[]): esbuild.Plugin {
  const files = new Set(late.map((file) => `${root}/${file}`));
  return {
    name: "late parts run after the client",
    setup(build) {
      build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        if (!files.has(path)) return undefined;
        const first = `import ${JSON.stringify(`${root}/${client}`)};\n`;
        const contents = first + await Deno.readTextFile(path);
        return { contents, loader: path.endsWith("x") ? "tsx" : "ts" };
      });
    },
  };
}

/** What is reached from these files by imports of these kinds; `but`: not through that file. */
function reached(
  inputs: Inputs,
  from: readonly string[],
  kinds: readonly string[],
  but?: string,
): Set<string> {
  const found = new Set(from);
  const waiting = [...from];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    for (const { path, kind } of inputs[file]?.imports ?? []) {
      if (!kinds.includes(kind) || found.has(path) || path === but) continue;
      found.add(path);
      waiting.push(path);
    }
  }
  return found;
}
