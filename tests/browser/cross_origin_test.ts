import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { browserTests } from "../support/browser.ts";
import { freePort } from "../support/ports.ts";
import { enlist } from "../support/talker.ts";
import { becomes, enterAsGuest, said } from "../support/visitor.ts";

const port = freePort();
const browserTest = browserTests({
  PALABRE_API_ORIGINS: `http://127.0.0.1:${port}`,
  PALABRE_RATES: "on",
});

/** What a page of another site gets of the API: by a token, and with the cookies of its visitor. */
async function use(page: Page, server: string, token: string) {
  return await page.evaluate(async ([server, token]) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const ask = (path: string, init: RequestInit) =>
      fetch(`${server}/api/v1${path}`, init).catch(() => undefined);
    const body = JSON.stringify({ conversation: "general", text: "from another site" });
    const posted = await ask("/messages", { method: "POST", headers, body });
    const mine = await ask("/me", { credentials: "include" });
    const stream = await ask("/events", { headers });
    const first = await stream?.body?.getReader().read();
    return {
      posted: posted?.status,
      rates: posted?.headers.get("ratelimit")?.startsWith('"requests";r='),
      mine: mine?.status,
      told: /^event: ready$/m.test(new TextDecoder().decode(first?.value)),
    };
  }, [server, token] as const);
}

browserTest(
  "cross-origin - B4: Chromium lets pages of a named origin use the API by a token, and no other, and none by a cookie",
  async (visit) => {
    const { page, context } = await visit.device();
    await enterAsGuest(page, "Noor");
    const token = await enlist(visit.url, "Mei");
    const blank = () =>
      new Response("<!doctype html><title>Tools</title>", {
        headers: { "content-type": "text/html" },
      });
    const site = Deno.serve({ port, hostname: "127.0.0.1", onListen() {} }, blank);
    const other = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, blank);
    try {
      // What Chromium says of a call that it blocks is no error of ours: these pages are beside the visit.
      const elsewhere = await context.newPage();
      await elsewhere.goto(`http://127.0.0.1:${port}/`);
      const named = await use(elsewhere, visit.url, token);
      assertEquals(named, { posted: 201, rates: true, mine: undefined, told: true });
      await said(page, "from another site").waitFor();
      await elsewhere.goto(`http://127.0.0.1:${other.addr.port}/`);
      const stranger = await use(elsewhere, visit.url, token);
      assertEquals(stranger, { posted: undefined, rates: undefined, mine: undefined, told: false });
      await becomes(() => said(page, "from another site").count(), 1);
    } finally {
      await site.shutdown();
      await other.shutdown();
    }
  },
);
