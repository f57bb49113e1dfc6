import { assert, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import { freePort } from "../support/ports.ts";
import { postJson } from "../support/post_json.ts";
import { DENO_WAITS } from "../support/running.ts";

const root = new URL("../../", import.meta.url);
/** Several times what it takes on a slow machine. */
const DEADLINE_MS = 180_000;
/** How soon a page asks again after the server went. */
const RETRY_MS = 50;

/** What makes the first administrator. */
const CODE = "take-a-seat-under-the-tree";

/** A server that `deno task dev` runs; `printed` waits for words on its standard output. */
interface Dev {
  url: string;
  port: number;
  printed(words: string): Promise<void>;
}

/** `deno task dev` on a free port, until `check` is through; then Ctrl-C. */
async function withDev(
  check: (dev: Dev) => Promise<void>,
): Promise<{ code: number; output: string }> {
  const port = freePort();
  const kv = await Deno.makeTempDir();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["task", "dev"],
    cwd: root,
    env: { PORT: String(port), PALABRE_KV: `${kv}/kv`, PALABRE_SETUP_CODE: CODE, NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let output = "";
  const waiting = new Set<() => void>();
  const printed = (words: string) =>
    new Promise<void>((resolve) => {
      const look = () => void (output.includes(words) && resolve());
      waiting.add(look);
      look();
    });
  const reading = (async () => {
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      output += text;
      for (const look of waiting) look();
    }
  })();
  const errors = new Response(child.stderr).text();
  const killer = setTimeout(() => child.kill("SIGKILL"), DEADLINE_MS);
  try {
    await Promise.race([printed("Palabre listens on"), child.status]);
    await check({ url: `http://127.0.0.1:${port}`, port, printed });
  } finally {
    child.kill("SIGINT");
    await reading;
  }
  const { code } = await child.status;
  clearTimeout(killer);
  output += await errors;
  await Deno.remove(kv, { recursive: true });
  // The tests after this one open what production serves.
  const build = ["run", "-A", "tools/build.ts"];
  await new Deno.Command(Deno.execPath(), { args: build, cwd: root, stdin: "null" }).output();
  return { code, output };
}

/** The name of this start that a page hears, and the end of the stream: the server went. */
async function hearStart(url: string): Promise<{ start: string; ended: Promise<void> }> {
  const response = await fetch(`${url}/dev/changes`);
  assert(response.body);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const { value = "" } = await reader.read();
  const untilEnd = async () => {
    while (!(await reader.read()).done);
  };
  const ended = untilEnd().catch(() => {}); // cut off: the same end
  return { start: value.match(/^data: (.+)$/m)?.[1] ?? "", ended };
}

/** Asks as a page does: again a little later, while nobody answers. The test's deadline ends it. */
async function hearNextStart(url: string): Promise<string> {
  while (true) {
    const heard = await hearStart(url).catch(() => undefined); // between two starts
    if (heard?.start) return heard.start;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

Deno.test("dev - one command builds and serves, restarts on a change, and ends with its children", async () => {
  const style = new URL("static/styles/main.css", root);
  const { code, output } = await withDev(async ({ url }) => {
    const html = await (await fetch(url)).text();
    const asset = html.match(/href="(\/assets\/[^"]+\.css)"/)?.[1];
    assert(asset);
    assertEquals((await (await fetch(url + asset)).text()).includes("sourceMappingURL"), true);
    const first = await hearStart(url);
    const { mtime } = await Deno.stat(style);
    await Deno.utime(style, mtime ?? 0, mtime ?? 0); // watchers are told of that as of a save
    await first.ended;
    assertNotEquals(await hearNextStart(url), first.start);
  });
  assertEquals(code, 0, output);
  assertEquals(output.split("Palabre listens on").length - 1, 1, "the address is said once");
  assertStringIncludes(output, "Changed: static/styles/main.css");
});

Deno.test("dev - a port in use is one line and exit 1; after a planned shutdown it says how to go on", async () => {
  const { code } = await withDev(async ({ url, port, printed }) => {
    const second = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "tools/dev.ts"],
      cwd: root,
      env: { PORT: String(port), PALABRE_KV: ":memory:", NO_COLOR: "1" },
      stdin: "null",
    }).output();
    const said = new TextDecoder().decode(second.stderr).replace(DENO_WAITS, "");
    assertEquals(second.code, 1);
    assertEquals(said.trim().split("\n").length, 1, said);
    assertStringIncludes(said, `PORT: ${port} is in use`);
    const account = { code: CODE, name: "Awa", password: "under the old tree" };
    const { token } = await postJson(url, "/setup", account);
    await postJson(url, "/admin/shutdown", { in: "1s" }, token);
    await printed("The server has shut down as planned. Save a file to start it again;");
  });
  assertEquals(code, 0);
});
