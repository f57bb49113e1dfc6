import { Buffer } from "node:buffer";
import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { twoInstancesTest } from "../support/two_instances.ts";
import {
  actOn,
  administer,
  becomes,
  chatIsAlive,
  composer,
  DURABLE,
  islandsAreAlive,
  register,
  said,
  SETUP_CODE,
} from "../support/visitor.ts";

/** What a page of results says in answer to a query. */
async function found(page: Page, query: string): Promise<string[]> {
  await page.goto(`/search?query=${encodeURIComponent(query)}`);
  await islandsAreAlive(page);
  return await page.locator(".hit .said p[dir]").allInnerTexts();
}

/** Posts to the API from the page itself. */
async function post(page: Page, path: string, body: object): Promise<void> {
  const status = await page.evaluate(async ([path, body]) => {
    const headers = { "Content-Type": "application/json" };
    return (await fetch(path, { method: "POST", headers, body })).status;
  }, [`/api/v1${path}`, JSON.stringify(body)] as const);
  assert(status >= 200 && status < 300, `${path}: ${status}`);
}

twoInstancesTest(
  "search - on two instances: an edit is found by its new word, and nothing once a membership ended (S1, F2, M3)",
  async (one, two) => {
    const { page: awa, context } = await one.device();
    await administer(context);
    await awa.goto("/");
    await chatIsAlive(awa);
    await post(awa, "/rooms", { name: "machines", private: true });
    const { page: tibo } = await two.device();
    await register(tibo, "Tibo");
    const { rooms } = await (await awa.request.get("/api/v1/rooms")).json();
    const { id, name } = rooms.find(({ title }: { title?: string }) => title === "machines");
    await post(awa, `/conversations/${id}/members`, { user: "Tibo" });
    await post(tibo, "/join", { conversation: id });
    await awa.goto(`/rooms/${name}`);
    await chatIsAlive(awa);
    await awa.getByRole("button", { name: "Add files or a poll" }).waitFor();
    const buffer = Buffer.from("ring,mm\n1,42\n");
    const sheet = { name: "rings.csv", mimeType: "text/csv", buffer };
    await awa.locator(".composer input[type=file]").setInputFiles([sheet]);
    await becomes(() => awa.locator(".upload[data-state=ready]").count(), 1);
    await composer(awa).fill("The gasket leaks");
    await composer(awa).press("Enter");
    await awa.locator(`${DURABLE} .file`).waitFor();
    for (const page of [awa, tibo]) {
      await becomes(() => found(page, "gasket"), ["The gasket leaks"]);
    }
    const link = await tibo.locator(".hit a").first().getAttribute("href") ?? "";
    const history = `/api/v1/conversations/${id}/events`;
    const statusOf = async (path: string) => (await tibo.request.get(path)).status();
    await becomes(() => statusOf(history), 200);

    await awa.goto(`/rooms/${name}`);
    await chatIsAlive(awa);
    const file = await awa.locator(".message .file").getAttribute("href") ?? "";
    await becomes(() => statusOf(file), 200);
    await actOn(awa, "The gasket leaks", "Edit");
    await awa.getByText("Editing your message of").waitFor();
    await composer(awa).fill("The sealing ring leaks");
    await composer(awa).press("Enter");
    await said(awa, "The sealing ring leaks").waitFor();
    for (const page of [awa, tibo]) {
      const [old, now] = [await found(page, "gasket"), await found(page, "sealing")];
      assertEquals([old, now], [[], ["The sealing ring leaks"]], "at once");
    }

    await post(tibo, "/leave", { conversation: id });
    for (const query of ["sealing", "gasket", "in:machines sealing", "from:Awa", "has:file"]) {
      const hits = await found(tibo, query);
      assertEquals(hits, [], query);
    }
    await becomes(() => found(awa, "sealing"), ["The sealing ring leaks"]);
    const [fileStatus, historyStatus] = [await statusOf(file), await statusOf(history)];
    assertEquals([fileStatus, historyStatus], [404, 404]);
    await tibo.goto(link);
    await tibo.locator("main").first().waitFor();
    const seen = await tibo.getByText("The sealing ring leaks").count();
    assertEquals(seen, 0, link);
  },
  { PALABRE_SETUP_CODE: SETUP_CODE },
);
