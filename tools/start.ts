// Serves what was built; builds it first where nothing was.
import { fail, print } from "./terminal.ts";

const root = new URL("../", import.meta.url);
const server = new URL("built/main.js", root);
const built = [server, new URL("static/assets/manifest.json", root)];

if (!(await Promise.all(built.map(isThere))).every(Boolean)) {
  print("Nothing is built yet: building the server and what the browser loads, once.");
  const args = ["run", "-A", "tools/build.ts"];
  const cwd = decodeURIComponent(root.pathname);
  const build = new Deno.Command(Deno.execPath(), { args, cwd, stdin: "null", stdout: "null" });
  const { success } = await build.spawn().status;
  if (!success) fail("Palabre cannot start: it could not be built.");
}
await import(server.href);

async function isThere(file: URL): Promise<boolean> {
  try {
    await Deno.stat(file);
    return true;
  } catch {
    return false; // if it is more than that, the build says so
  }
}
