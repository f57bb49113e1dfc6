import type { Page } from "playwright-core";
import { findings, inspected } from "../support/axe.ts";
import { Bot } from "../support/bot.ts";
import { browserTests } from "../support/browser.ts";
import { enlist } from "../support/talker.ts";
import { askApi } from "../support/uploads.ts";
import {
  acknowledged,
  actOn,
  actsAreAlive,
  becomes,
  chatIsAlive,
  composer,
  eventually,
  message,
  PHONE,
  register,
  said,
  say,
} from "../support/visitor.ts";

const browserTest = browserTests({}, 2);

const metaOf = (page: Page, text: string) => message(page, text).locator(".meta");

browserTest(
  "editing - two people on two instances see an edit, and what was said before (M1)",
  async (visit) => {
    const awa = await inspected(visit, {});
    await awa.page.goto("/");
    await register(awa.page, "Awa");
    const noor = await inspected(visit, { ...PHONE, baseURL: visit.otherUrl });
    await noor.page.goto("/");
    await register(noor.page, "Noor");
    await say(awa.page, "I bring the press and the big pot, rusty.");
    for (const { page } of [awa, noor]) await acknowledged(page, "big pot").waitFor();

    // ↑ in an empty field edits the last own message; what is written goes on in the composer.
    await composer(awa.page).press("ArrowUp");
    await awa.page.getByText("Editing your message of").waitFor();
    await becomes(
      () => composer(awa.page).inputValue(),
      "I bring the press and the big pot, rusty.",
    );
    await becomes(() => metaOf(awa.page, "big pot").innerText(), "Editing below");
    await becomes(() => findings(awa.page), [], "while one edits");
    await composer(awa.page).fill("I bring the press, the big pot and bread.");
    await composer(awa.page).press("Enter");
    for (const { page } of [awa, noor]) {
      await acknowledged(page, "and bread").waitFor();
      await metaOf(page, "and bread").getByText("edited").waitFor();
    }
    await becomes(() => composer(awa.page).inputValue(), "", "the composer is as it was");
    const between = () =>
      message(noor.page, "and bread").evaluate((row) => {
        const [face, bubble] = [".avatar", ".bubble"].map((part) =>
          row.querySelector(part)?.getBoundingClientRect().bottom ?? NaN
        );
        return Number(face) - Number(bubble);
      });
    await becomes(between, 0, "the face stands beside the bubble, not beside “edited”");

    await metaOf(noor.page, "and bread").getByRole("button", { name: "edited" }).tap();
    const dialog = noor.page.getByRole("dialog", { name: "Edit history" });
    await dialog.locator("ins", { hasText: "and bread" }).waitFor();
    await becomes(() => dialog.locator("del").first().innerText(), " and");
    await becomes(() => findings(noor.page), [], "the versions");
    await noor.page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });

    // By its new word it is found on the other instance too, and not by the old one (S2).
    const searching = await noor.context.newPage();
    const found = async (word: string) => {
      await searching.goto(`${visit.otherUrl}/search?query=${word}`);
      return await searching.locator(".hit .said p[dir]").allInnerTexts();
    };
    await becomes(() => found("bread"), ["I bring the press, the big pot and bread."]);
    await becomes(() => found("rusty"), []);

    // What is said where one is no more is neither found nor opened, on either (S1).
    const zed = { url: visit.url, token: await enlist(visit.url, "Zed") };
    const { conversation: cellar } = await (await askApi(zed, "POST", "/api/v1/rooms", {
      json: { name: "cellar", private: true },
    }))
      .json();
    await askApi(zed, "POST", `/api/v1/conversations/${cellar.id}/members`, {
      json: { user: "Noor" },
    });
    const words = { json: { conversation: cellar.id, text: "saffron" } };
    const { seq } = await (await askApi(zed, "POST", "/api/v1/messages", words)).json();
    const act = (act: string) =>
      noor.page.request.post(`/api/v1/${act}`, {
        data: { conversation: cellar.id },
        headers: { origin: visit.otherUrl },
      });
    await act("join");
    await becomes(() => found("saffron"), ["saffron"]);
    await act("leave");
    await becomes(() => found("saffron"), []);
    await searching.goto(`${visit.otherUrl}/rooms/${cellar.name}/${seq}`);
    await searching.getByRole("heading", { level: 1 }).waitFor();
    await becomes(() => searching.getByText("saffron").count(), 0);
    await searching.close();

    // Gone is gone: of all versions, for everybody (M3).
    const bot = await Bot.enter(visit.url, "Diego");
    await bot.talk(30);
    await said(awa.page, "line 30.").waitFor();
    await actOn(awa.page, "and bread", "Delete");
    const undo = awa.page.locator(".toast");
    await undo.getByRole("button", { name: "Undo" }).waitFor();
    const toLatest = awa.page.locator(".to-latest");
    await toLatest.waitFor();
    await eventually(
      async () => [await undo.boundingBox(), await toLatest.boundingBox()],
      ([above, below]) => !!above && !!below && above.y + above.height <= below.y,
    );
    await bot.close();
    await becomes(() => said(noor.page, "and bread").count(), 1, "it can still be taken back");
    await awa.page.reload(); // who leaves has decided
    await noor.page.getByText("This message was deleted.").waitFor();
    await becomes(() => noor.page.getByText("edited", { exact: true }).count(), 0);
  },
);

browserTest(
  "editing - an edit that another device overtook is refused, and both are seen (M2)",
  async (visit) => {
    const desk = await inspected(visit, {});
    await desk.page.goto("/");
    await register(desk.page, "Awa");
    await say(desk.page, "we meet at nine");
    await acknowledged(desk.page, "nine").waitFor();
    await desk.page.getByLabel("Message #general").fill("a draft");
    const phone = await visit.device({ ...PHONE, baseURL: visit.otherUrl }, "about:blank");
    await phone.context.addCookies(await desk.context.cookies());
    await phone.page.goto("/rooms/general");
    await chatIsAlive(phone.page);
    await acknowledged(phone.page, "nine").waitFor();
    for (const { page } of [desk, phone]) await actsAreAlive(page);

    await desk.page.locator("#messages").focus();
    await desk.page.keyboard.press("ArrowUp");
    await desk.page.keyboard.press("e");
    await desk.page.getByText("Editing your message of").waitFor();
    await composer(desk.page).fill("we meet at ten");

    await said(phone.page, "nine").tap();
    await message(phone.page, "nine").getByRole("button", { name: "More about this" }).tap();
    await phone.page.getByRole("menuitem", { name: "Edit" }).tap();
    await phone.page.getByText("Editing your message of").waitFor();
    await becomes(() => composer(phone.page).inputValue(), "we meet at nine");
    await composer(phone.page).fill("we meet at eleven");
    await phone.page.getByRole("button", { name: "Save" }).tap();
    await acknowledged(desk.page, "eleven").waitFor();

    await composer(desk.page).press("Enter");
    await desk.page.getByText("It was edited in the meantime").waitFor();
    await becomes(() => desk.page.locator(".overtaken").innerText(), "we meet at eleven");
    await becomes(() => composer(desk.page).inputValue(), "we meet at ten", "what was typed stays");
    await becomes(() => findings(desk.page), [], "both texts");
    await desk.page.getByRole("button", { name: "Replace it with mine" }).click();
    await acknowledged(phone.page, "ten").waitFor();
    await becomes(() => composer(desk.page).inputValue(), "a draft", "the draft is back");
  },
);

browserTest(
  "editing - ↑ goes on to the one before, Esc leaves all as it was",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Awa");
    for (const text of ["first", "second"]) {
      await say(page, text);
      await acknowledged(page, text).waitFor();
    }
    await composer(page).press("ArrowUp");
    await becomes(() => composer(page).inputValue(), "second");
    await page.locator(".writing").getByText("Editing").waitFor();
    await becomes(() => page.getByText("Your draft is kept").count(), 0);
    await composer(page).press("ArrowUp");
    await becomes(() => composer(page).inputValue(), "first");
    await composer(page).fill("changed");
    await composer(page).press("ArrowUp"); // only the caret moves: something was changed
    await becomes(() => composer(page).inputValue(), "changed");
    await composer(page).press("Escape");
    await becomes(() => composer(page).inputValue(), "");
    await becomes(() => page.getByText("Editing").count(), 0);
    await becomes(() => acknowledged(page, "changed").count(), 0);
    // Nothing left is a deletion, which can be taken back.
    await composer(page).press("ArrowUp");
    await becomes(() => composer(page).inputValue(), "second");
    await composer(page).fill("");
    await composer(page).press("Enter");
    await page.getByText("This message was deleted.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await acknowledged(page, "second").waitFor();
  },
);
