// The OpenAPI document as others' tools take it: a linter, and a client that is generated from it (B4).
import { assert, assertEquals, assertMatch } from "@std/assert";
import { runServer } from "../support/running.ts";

/** Their tools, by their names in the npm registry: they are no part of what is installed. */
const LINTER = "npm:@redocly/cli@2.77.0";
const GENERATOR = "npm:openapi-typescript@7.13.0";
const CLIENT = "npm:openapi-fetch@0.17.0";

/** A program in TypeScript that knows the API by its generated types alone. */
const PROGRAM = `
import createClient from "${CLIENT}";
import type { paths } from "./api.ts";

const [server = ""] = Deno.args;
const stranger = createClient<paths>({ baseUrl: server + "/api/v1" });
const entered = await stranger.POST("/sessions", { body: { name: "Generated" } });
if (!entered.data) throw new Error(JSON.stringify(entered.error));
const api = createClient<paths>({
  baseUrl: server + "/api/v1",
  headers: { authorization: "Bearer " + entered.data.token },
});
const sent = await api.POST("/messages", { body: { conversation: "general", text: "by types" } });
if (!sent.data) throw new Error(JSON.stringify(sent.error));
const page = await api.GET("/conversations/{conversation}/events", {
  params: { path: { conversation: "general" } },
});
const said = page.data?.events.flatMap((event) => event.kind === "message" ? [event.text] : []);
const refused = await api.GET("/conversations/{conversation}", {
  params: { path: { conversation: "nowhere" } },
});
console.log(JSON.stringify({ seq: sent.data.seq, said, code: refused.error?.code }));
`;

const ALONE = ["--no-config", "--no-lock", "--node-modules-dir=none"];

async function deno(cwd: string, command: string, ...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [command, ...ALONE, ...args],
    cwd,
    env: { NO_COLOR: "1", REDOCLY_TELEMETRY: "off", CI: "1" },
  }).output();
  const text = new TextDecoder();
  return { code, out: text.decode(stdout), said: text.decode(stderr) };
}

Deno.test("openapi - B4: a public linter has nothing to say, and a generated client works", async () => {
  const server = await runServer();
  const folder = await Deno.makeTempDir();
  try {
    const document = await (await fetch(`${server.url}/api/v1/openapi.json`)).json();
    const write = (name: string, text: string) => Deno.writeTextFile(`${folder}/${name}`, text);
    await write("openapi.json", JSON.stringify(document));
    const lint = () => deno(folder, "run", "-A", LINTER, "lint", "openapi.json");
    const linted = await lint();
    assertEquals(linted.code, 0, linted.said);
    assertMatch(linted.said + linted.out, /is valid/);
    assert(!/warning/i.test(linted.said + linted.out), linted.said);

    const generated = await deno(
      ...[folder, "run", "-A", GENERATOR, "openapi.json", "-o", "api.ts"] as const,
    );
    assertEquals(generated.code, 0, generated.said);
    await write("program.ts", PROGRAM);
    await write("wrong.ts", PROGRAM.replace('text: "by types"', "words: 7"));
    const checked = await deno(folder, "check", "program.ts");
    assertEquals(checked.code, 0, checked.said);
    assertMatch((await deno(folder, "check", "wrong.ts")).said, /words/);
    const ran = await deno(folder, "run", "-A", "program.ts", server.url);
    assertEquals(ran.code, 0, ran.said);
    const { seq, said, code } = JSON.parse(ran.out);
    assertEquals([typeof seq, said, code], ["number", ["by types"], "unknown-conversation"]);

    const [path = ""] = Object.keys(document.paths);
    document.paths[`${path}/{missing}`] = { get: {} };
    await write("openapi.json", JSON.stringify(document));
    assertEquals((await lint()).code, 1, "it finds what is wrong");
  } finally {
    await server.close();
    await Deno.remove(folder, { recursive: true });
  }
});
