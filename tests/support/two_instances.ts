import { launchChromium } from "../../tools/browser/chromium.ts";
import { Visit } from "./browser.ts";
import { KvConnectServer } from "./kv_connect/server.ts";

/** A browser test over two instances in processes of their own, which share one store. */
export function twoInstancesTest(
  name: string,
  run: (one: Visit, two: Visit) => Promise<void>,
  env: Record<string, string> = {},
): void {
  Deno.test({
    name,
    sanitizeOps: false, // the browser's own
    sanitizeResources: false,
    async fn() {
      const store = await new KvConnectServer().start();
      const browser = await launchChromium();
      const visits: Visit[] = [];
      try {
        for (let n = 0; n < 2; n++) {
          const folder = await Deno.makeTempDir({ prefix: "palabre_browser_" });
          const shared = { PALABRE_KV: store.url, DENO_KV_ACCESS_TOKEN: "any", ...env };
          visits.push(new Visit(browser, folder, shared));
        }
        const [one, two] = visits;
        if (!one || !two) throw new Error("Two were made");
        await one.start();
        await two.start();
        await run(one, two);
        for (const visit of visits) visit.check();
      } finally {
        for (const visit of visits) await visit.end();
        await browser.close();
        await store.stop();
      }
    },
  });
}
