// The export `./client` of deno.json, as somebody who depends on it imports it: typed, and at work (B5).
import { assertEquals, assertMatch } from "@std/assert";
import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };
import { node22 } from "../support/node_22.ts";
import { runServer } from "../support/running.ts";
import { enlist } from "../support/talker.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const COMPILER = "npm:typescript@5.9.3/tsc";

/** A program in TypeScript that depends on the package: it says something, hears it, and ends. */
const PROGRAM = `
import process from "node:process";
import { type EventOf, Palabre, Refused } from "${config.name}/client";

const { SERVER = "", TOKEN = "" } = process.env;
const program = new Palabre({ server: SERVER, token: TOKEN });
const heard = Promise.withResolvers<string>();
program.on("message", ({ event, mine }) => {
  const message: EventOf<"message"> = event;
  if (mine) heard.resolve(message.text);
});
// @ts-expect-error There is no such kind of event.
program.on("massage", () => {});
// @ts-expect-error A text is no number.
void (() => program.send("general", 7));
await program.start();
await program.send("general", "by types");
const refused = await program.send("nowhere", "lost").catch((error: unknown) => error);
console.log(JSON.stringify([await heard.promise, refused instanceof Refused]));
await program.stop();
`;

async function run(cwd: string, command: string, args: string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await new Deno.Command(command, {
    cwd,
    args,
    env: { NO_COLOR: "1", ...env },
  }).output();
  const text = new TextDecoder();
  return { code, out: text.decode(stdout), said: text.decode(stderr) };
}

/** Runs `use` in a folder of a program that depends on the package. */
async function inFolder(use: (folder: string, env: Record<string, string>) => Promise<void>) {
  const server = await runServer();
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/program.ts`, PROGRAM);
    await use(folder, { SERVER: server.url, TOKEN: await enlist(server.url, "Mei") });
  } finally {
    await Deno.remove(folder, { recursive: true });
    await server.close();
  }
}

Deno.test("package - B5: a program on Deno imports its client, checks its types, and takes part", () =>
  inFolder(async (folder, env) => {
    const imports = { [config.name]: `jsr:${config.name}@${config.version}` };
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ imports, links: [ROOT] }));
    const checked = await run(folder, Deno.execPath(), ["check", "program.ts"]);
    assertEquals(checked.code, 0, checked.said);
    const ran = await run(folder, Deno.execPath(), ["run", "-A", "program.ts"], env);
    assertEquals(ran.out.trim(), '["by types",true]', ran.said);
  }));

Deno.test("package - B5: so does one on Node 22, by TypeScript's own compiler", () =>
  inFolder(async (folder, env) => {
    const installed = `${folder}/node_modules/${config.name}`;
    await Deno.mkdir(installed, { recursive: true });
    const { name, version, exports } = config;
    const write = (path: string, value: object) =>
      Deno.writeTextFile(path, JSON.stringify({ type: "module", ...value }));
    await write(`${installed}/package.json`, { name, version, exports });
    await write(`${folder}/package.json`, { dependencies: { [name]: version } });
    await Deno.symlink(`${ROOT}/lib`, `${installed}/lib`);
    const types = `${folder}/node_modules/@types`;
    await Deno.symlink(`${ROOT}/node_modules/.deno/node_modules/@types`, types);
    const checked = await run(folder, Deno.execPath(), [
      "run",
      "-A",
      "--no-config",
      "--no-lock",
      "--node-modules-dir=none",
      COMPILER,
      ...["--noEmit", "--strict", "--skipLibCheck", "--allowImportingTsExtensions"],
      ...["--module", "nodenext", "--target", "es2022", "--types", "node"],
      ...["--lib", "esnext,dom,dom.iterable,dom.asynciterable", "program.ts"],
    ]);
    assertEquals([checked.code, checked.out], [0, ""], checked.said);
    const node = await node22();
    const version22 = await run(folder, node, ["--version"]);
    assertMatch(version22.out, /^v22\./);
    const flags = ["--experimental-transform-types", "--no-warnings"];
    const ran = await run(folder, node, [...flags, "program.ts"], env);
    assertEquals(ran.out.trim(), '["by types",true]', ran.said);
  }));
