import { browserTests } from "../support/browser.ts";
import { KvConnectServer } from "../support/kv_connect/server.ts";
import { spawnServer } from "../support/running.ts";
import { becomes, composer, enterAsGuest, register, said, say, texts } from "../support/visitor.ts";

const browserTest = browserTests();

browserTest(
  "later - what was scheduled on an instance that is killed, another one sends (M10, J)",
  async (visit) => {
    Deno.env.set("DENO_KV_ACCESS_TOKEN", "any");
    const store = await new KvConnectServer().start();
    const [one, two] = [1, 2].map(() => spawnServer({ env: { PALABRE_KV: store.url } }));
    try {
      if (!one || !two) throw new Error("Both were started");
      await Promise.all([one.listening, two.listening]);
      const awa = await visit.device({ baseURL: one.url });
      await register(awa.page, "Awa");
      const noor = await visit.device({ baseURL: two.url });
      await enterAsGuest(noor.page, "Noor");
      await say(awa.page, "/schedule 4s Plot 4 first");
      await awa.page.locator(".toast", { hasText: "Scheduled:" }).waitFor();
      await becomes(() => composer(awa.page).inputValue(), "");
      await one.kill("SIGKILL");
      await said(noor.page, "Plot 4 first").waitFor({ timeout: 60_000 });
      await becomes(() => texts(noor.page), ["Plot 4 first"]);
    } finally {
      for (const server of [one, two]) await server?.kill("SIGKILL").catch(() => {});
      await store.stop();
    }
  },
);
