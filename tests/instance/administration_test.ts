import { assertEquals, assertMatch } from "@std/assert";
import { postJson } from "../support/post_json.ts";
import { spawnServer } from "../support/running.ts";
import { enter, Talker } from "../support/talker.ts";

Deno.test("process - the printed link makes the administrator, who kicks, and shuts all workers down with 0", async () => {
  const folder = await Deno.makeTempDir({ prefix: "palabre_moderation_" });
  const env = { PALABRE_KV: `${folder}/palabre.kv`, DENO_JOBS: "2" };
  const server = spawnServer({ how: "serve", env });
  try {
    await server.listening;
    const [, code] = await server.printed(/\/setup\?code=(\S+)\s/);
    const account = {
      code: decodeURIComponent(code ?? ""),
      name: "awa",
      password: "baobab and rain",
    };
    const { token, user } = await postJson(server.url, "/setup", account);
    assertEquals(user.role, "administrator");
    const zed = await enter(server.url, "zed");
    const talker = await Talker.connect(server.url, zed);
    await talker.ask({ type: "sync" });

    await postJson(server.url, "/admin/kicks", {
      user: "zed",
      duration: "1h",
      addresses: false,
      reason: "go",
    }, token);
    assertEquals((await talker.closed).code, 4410);
    assertMatch(talker.frames.at(-1).message, /go/);
    const away = await fetch(`${server.url}/api/v1/me`, {
      headers: { authorization: `Bearer ${zed}` },
    });
    assertEquals([away.status, Number(away.headers.get("retry-after")) > 0], [403, true]);
    await away.body?.cancel();

    const ana = await enter(server.url, "ana");
    const again = await Talker.connect(server.url, ana);
    await again.ask({ type: "sync" });
    const { seq } = await again.send("general", "before the end");
    await postJson(server.url, "/admin/shutdown", { in: "1s", text: "Back soon" }, token);
    const notice = await again.next((frame) => frame.type === "notice");
    assertEquals([notice.text, notice.until > 0], ["Back soon", true]);
    assertEquals((await again.closed).code, 1012);
    assertEquals((await server.ended).code, 0);

    const restarted = spawnServer({ env: { PALABRE_KV: env.PALABRE_KV } });
    await restarted.listening;
    const back = await Talker.connect(restarted.url, ana);
    const { events } = await back.ask({ type: "history", conversation: "general" });
    assertEquals(events.at(-1).seq, seq, "nothing acknowledged is lost");
    assertEquals(restarted.output.text.includes("/setup"), false, "there is an administrator");
    await restarted.kill("SIGTERM");
    await back.closed;
  } finally {
    await server.kill("SIGKILL").catch(() => {}); // it ended in the middle of the test
    await Deno.remove(folder, { recursive: true });
  }
});
