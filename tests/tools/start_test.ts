import { assertEquals } from "@std/assert";

const tools = new URL("../../tools/", import.meta.url);

/** A tree with what starts a server, and a build that only notes that it ran. */
async function tree(): Promise<string> {
  const root = await Deno.makeTempDir({ prefix: "palabre-start-" });
  await Deno.mkdir(`${root}/tools`);
  for (const name of ["start.ts", "terminal.ts"]) {
    await Deno.copyFile(new URL(name, tools), `${root}/tools/${name}`);
  }
  await Deno.writeTextFile(
    `${root}/tools/build.ts`,
    `await Deno.mkdir("static/assets", { recursive: true });
    await Deno.mkdir("built", { recursive: true });
    await Deno.writeTextFile("static/assets/manifest.json", "{}");
    await Deno.writeTextFile("built/main.js", "console.log('serves')");`,
  );
  return root;
}

async function start(root: string): Promise<{ code: number; lines: string[] }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-config", "--no-lock", "--no-check", "tools/start.ts"],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  return { code, lines: said.split("\n").filter((line) => line !== "") };
}

Deno.test("start - builds where nothing is built, once, and says so", async () => {
  const root = await tree();
  try {
    const building = "Nothing is built yet: building the server and what the browser loads, once.";
    assertEquals(await start(root), { code: 0, lines: [building, "serves"] });
    assertEquals(await start(root), { code: 0, lines: ["serves"] });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("start - a build that fails is one line more than what it said itself", async () => {
  const root = await tree();
  try {
    await Deno.writeTextFile(`${root}/tools/build.ts`, "Deno.exit(1);");
    const { code, lines } = await start(root);
    assertEquals([code, lines.at(-1)], [1, "Palabre cannot start: it could not be built."]);
    assertEquals(lines.length, 2);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
