import { assertEquals } from "@std/assert";
import { ACTIONS, ADMIN } from "../../lib/ui/administration/paths.ts";
import { inspected, plainFindings } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import { overflow } from "../support/layout.ts";
import { enter, Talker } from "../support/talker.ts";
import { administer, becomes, SETUP_CODE } from "../support/visitor.ts";
import { unzipped } from "../support/zip.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

const TYPES: Record<string, string> = { html: "text/html; charset=utf-8", css: "text/css" };

/** A server of the files of a zip, as any host of pages is one. */
function serve(files: ReadonlyMap<string, Uint8Array>) {
  return Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, ({ url }) => {
    const path = decodeURIComponent(new URL(url).pathname.slice(1)) || "index.html";
    const bytes = files.get(path);
    if (!bytes) return new Response("none", { status: 404 });
    const type = TYPES[path.split(".").at(-1) ?? ""] ?? "application/octet-stream";
    return new Response(new Blob([bytes.slice()]), { headers: { "content-type": type } });
  });
}

browserTest(
  "site - what was said reads as pages for everyone on any screen, and on paper (X2)",
  async (visit) => {
    const { page, context } = await inspected(visit, { viewport: { width: 1360, height: 900 } });
    await administer(context);
    const ben = await Talker.connect(visit.url, await enter(visit.url, "Ben"));
    const { seq } = await ben.send("general", "dawn over **plot 4**");
    await ben.ask({
      type: "send",
      conversation: "general",
      id: crypto.randomUUID(),
      text: "so early?",
      thread: seq,
    });
    await ben.send("general", `\`\`\`\n${"a_long_line_of_code(".repeat(20)}\n\`\`\``);
    await ben.send(
      "general",
      `| a | b | c | d | e |\n|---|---|---|---|---|\n|${" some words |".repeat(5)}`,
    );
    await ben.send("general", `https://example.org/${"long".repeat(60)}`);
    await ben.close();

    const zip = await context.request.post(ACTIONS.exportAll, {
      form: { form: "site", next: ADMIN.moving },
      headers: { origin: visit.url },
    });
    assertEquals(zip.headers()["content-type"], "application/zip");
    const site = serve(await unzipped(new Blob([new Uint8Array(await zip.body())]).stream()));
    try {
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      await page.goto(`http://127.0.0.1:${site.addr.port}/`);
      await becomes(() => plainFindings(page), [], "the first page");
      await page.getByRole("link", { name: /general/ }).click();
      await page.getByRole("link", { name: /\d{4}|november/i }).first().click();
      await page.getByText("dawn over").waitFor();
      for (const width of [1360, 1000, 390]) {
        await page.setViewportSize({ width, height: 844 });
        await becomes(() => plainFindings(page), [], `${width} px`);
        await becomes(() => overflow(page), [], `${width} px`);
      }
      await page.emulateMedia({ media: "print" });
      await page.getByRole("navigation").waitFor({ state: "hidden" });
      await page.getByText("so early?").waitFor();
      await becomes(() => overflow(page), [], "on paper");
      assertEquals(complaints, []);
    } finally {
      await site.shutdown();
    }
  },
);
