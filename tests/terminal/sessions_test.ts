import { assertEquals } from "@std/assert";
import { configFolder, Sessions } from "../../lib/terminal/sessions.ts";

Deno.test("terminal - sessions are kept for their owner alone, by server and name", async () => {
  const base = await Deno.makeTempDir({ prefix: "palabre_terminal_" });
  try {
    const folder = `${base}/palabre`;
    const sessions = new Sessions({ folder });
    assertEquals(await sessions.find("https://a", undefined), undefined);
    assertEquals(await sessions.lastServer(), undefined);
    await sessions.keep("https://a", { name: "Awa", token: "one", usedAt: 1 });
    await sessions.keep("https://a", { name: "Bruno", token: "two", usedAt: 3 });
    await sessions.keep("https://b", { name: "Awa", token: "three", usedAt: 2 });
    const { mode } = await Deno.stat(`${folder}/sessions.json`);
    assertEquals((mode ?? 0) & 0o777, 0o600);
    assertEquals(((await Deno.stat(folder)).mode ?? 0) & 0o777, 0o700);
    assertEquals((await sessions.find("https://a", undefined))?.token, "two", "the last used");
    assertEquals((await sessions.find("https://a", "AWA"))?.token, "one");
    assertEquals((await sessions.find("https://b", "Bruno"))?.token, undefined);
    assertEquals(await sessions.lastServer(), "https://a");
    await sessions.forget("https://a", "Bruno");
    await sessions.forget("https://a", "Awa");
    assertEquals(await sessions.lastServer(), "https://b");
    await Deno.writeTextFile(`${folder}/sessions.json`, "{ damaged");
    assertEquals(await sessions.find("https://b", undefined), undefined);
    const left = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    assertEquals(left, [".sessions.json.lock", "sessions.json"], "nothing else is left");
  } finally {
    await Deno.remove(base, { recursive: true });
  }
});

Deno.test("terminal - many that come in at once all keep their sessions", async () => {
  const base = await Deno.makeTempDir({ prefix: "palabre_terminal_" });
  try {
    const names = Array.from({ length: 12 }, (_, n) => `Guest ${n}`);
    const open = () => new Sessions({ folder: `${base}/palabre` });
    await Promise.all(
      names.map((name, usedAt) => open().keep("https://a", { name, token: name, usedAt })),
    );
    for (const name of names) assertEquals((await open().find("https://a", name))?.token, name);
  } finally {
    await Deno.remove(base, { recursive: true });
  }
});

Deno.test("terminal - the configuration folder follows the customs of the system", () => {
  const folder = (os: string, env: Record<string, string>) => configFolder((name) => env[name], os);
  assertEquals(folder("linux", { HOME: "/home/awa" }), "/home/awa/.config/palabre");
  assertEquals(folder("linux", { HOME: "/h", XDG_CONFIG_HOME: "/x" }), "/x/palabre");
  assertEquals(folder("windows", { APPDATA: "C:\\Data" }), "C:\\Data\\palabre");
  assertEquals(folder("darwin", { PALABRE_CONFIG: "/own" }), "/own");
  assertEquals(folder("linux", {}), undefined);
});
