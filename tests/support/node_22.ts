let found: Promise<string> | undefined;

/** The path of Node 22, whichever is installed: from the registry. It is looked for once. */
export function node22(): Promise<string> {
  return found ??= look();
}

async function look(): Promise<string> {
  const args = ["-y", "-p", "node@22", "which", "node"];
  const { stdout } = await new Deno.Command("npx", { args }).output();
  return new TextDecoder().decode(stdout).trim();
}
