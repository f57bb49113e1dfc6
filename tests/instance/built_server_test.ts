import { assertEquals, assertStringIncludes } from "@std/assert";
import { root } from "../../tools/assets/palabre.ts";
import { bundleServer } from "../../tools/assets/server_bundle.ts";
import { spawnServer } from "../support/running.ts";

Deno.test("build - the bundled server opens the door, takes accounts and ends in order", async () => {
  await Deno.mkdir(`${root}/.data`, { recursive: true });
  const folder = await Deno.makeTempDir({ dir: `${root}/.data`, prefix: "built_" });
  try {
    await bundleServer(root, folder);
    const server = spawnServer({
      main: `${folder}/main.js`,
      env: { PALABRE_KV: ":memory:", PALABRE_NAME: "Bundled" },
    });
    await server.listening;
    assertStringIncludes(await (await fetch(server.url)).text(), "Bundled");
    const icon = await fetch(`${server.url}/icons/apple-touch-icon.png`);
    assertEquals([icon.status, (await icon.arrayBuffer()).byteLength > 0], [200, true]);
    const registered = await fetch(`${server.url}/api/v1/users`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "Awa", password: "under the old tree" }),
    });
    assertEquals(registered.status, 201);
    assertEquals((await registered.json()).user.name, "Awa");
    assertEquals((await server.kill("SIGTERM")).code, 0);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
