import { assert } from "@std/assert";
import type { Page } from "playwright-core";
import { findings, inspected } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import {
  acknowledged,
  actOn,
  actsAreAlive,
  becomes,
  chatIsAlive,
  message,
  PHONE,
  register,
  said,
  say,
} from "../support/visitor.ts";

const browserTest = browserTests({}, 2);

const mark = (page: Page, text: string) => message(page, text).locator(".meta .kept");
const notes = async (page: Page) => {
  const { bookmarks } = await (await page.request.get("/api/v1/me/bookmarks")).json();
  return bookmarks.map(({ note }: { note?: string }) => note ?? "");
};

browserTest(
  "bookmarks - kept by key with a note, on all of one's devices, for nobody else (M12)",
  async (visit) => {
    const awa = await inspected(visit, {});
    await awa.page.goto("/");
    await register(awa.page, "Awa");
    const { page: noor } = await visit.device({ baseURL: visit.otherUrl });
    await register(noor, "Noor");
    await say(noor, "One part beeswax, four parts resin");
    const phone = await inspected(visit, { ...PHONE, baseURL: visit.otherUrl });
    await phone.context.addCookies(await awa.context.cookies());
    await phone.page.goto("/rooms/general");
    await chatIsAlive(phone.page);
    await said(phone.page, "beeswax").waitFor();
    await said(awa.page, "beeswax").waitFor();
    await actsAreAlive(awa.page);
    await awa.page.locator("#messages").focus();
    await awa.page.keyboard.press("ArrowUp");
    await awa.page.keyboard.press("b");
    for (const page of [awa.page, phone.page]) await mark(page, "beeswax").waitFor();
    await becomes(() => mark(noor, "beeswax").count(), 0);
    await actOn(awa.page, "beeswax", "Note on the bookmark…");
    await awa.page.getByLabel("Note").fill("recipe");
    await becomes(() => findings(awa.page), [], "the note is asked for");
    await awa.page.getByLabel("Note").press("Enter");
    await becomes(
      () => mark(phone.page, "beeswax").getAttribute("aria-label"),
      "Bookmarked: recipe",
    );
    await becomes(() => findings(phone.page), []);
    const box = await mark(phone.page, "beeswax").boundingBox();
    assert(box && box.height >= 24 && box.width >= 24, JSON.stringify(box));
    await phone.page.reload();
    await chatIsAlive(phone.page);
    await mark(phone.page, "beeswax").click();
    await phone.page.getByRole("button", { name: "Remove bookmark" }).click();
    const undo = phone.page.getByRole("button", { name: "Undo" });
    await undo.focus(); // it stays while somebody is at it
    await mark(awa.page, "beeswax").waitFor({ state: "detached" });
    await becomes(() => notes(awa.page), []);
    await undo.click();
    await mark(awa.page, "beeswax").waitFor();
    await becomes(() => notes(awa.page), ["recipe"], "and the note is back");
    await acknowledged(noor, "beeswax").waitFor();
    await actOn(noor, "beeswax", "Delete");
    await noor.reload(); // what can be taken back is done when one leaves
    await mark(awa.page, "beeswax").waitFor({ state: "detached" });
    await becomes(() => notes(awa.page), []);
  },
);

browserTest(
  "bookmarks - without a script a form keeps a message, and forgets it",
  async (visit) => {
    const { page, context } = await visit.device();
    await register(page, "Awa");
    await say(page, "Rain at last");
    await acknowledged(page, "Rain at last").waitFor();
    const plain = await visit.device({ javaScriptEnabled: false }, "about:blank");
    await plain.context.addCookies(await context.cookies());
    await plain.page.goto("/rooms/general/1");
    const note = plain.page.getByLabel("Note");
    await note.fill("weather");
    await plain.page.getByRole("button", { name: "Bookmark" }).click();
    await mark(page, "Rain at last").waitFor();
    await becomes(() => notes(page), ["weather"]);
    await plain.page.getByText("Bookmarked: weather").waitFor({ state: "attached" });
    await becomes(() => note.inputValue(), "weather");
    await plain.page.getByRole("button", { name: "Remove bookmark" }).click();
    await becomes(() => notes(page), []);
    await mark(page, "Rain at last").waitFor({ state: "detached" });
  },
);

browserTest(
  "bookmarks - chosen with a pointer from the menu, the focus is with the message",
  async (visit) => {
    const { page } = await visit.device();
    await page.goto("/");
    await register(page, "Awa");
    await say(page, "One part beeswax");
    await acknowledged(page, "beeswax").waitFor();
    await actsAreAlive(page);
    await actOn(page, "beeswax", "Bookmark");
    await mark(page, "beeswax").waitFor();
    await page.mouse.move(5, 5); // the bar goes once nobody points at it
    await page.locator(".message:focus", { hasText: "beeswax" }).waitFor();
  },
);
