import { assertEquals } from "@std/assert";
import { browserTests } from "../support/browser.ts";
import {
  acknowledged,
  becomes,
  chatIsAlive,
  composer,
  createRoom,
  register,
} from "../support/visitor.ts";

const browserTest = browserTests();

/** The storage of the browser opens late: when `open()` is called. */
const LATE_STORAGE = `
  const opened = new Promise((resolve) => Object.assign(globalThis, { open: resolve }));
  const listen = EventTarget.prototype.addEventListener;
  IDBOpenDBRequest.prototype.addEventListener = function (type, heard, options) {
    const late = (event) => opened.then(() => heard.call(this, event));
    listen.call(this, type, type === "success" ? late : heard, options);
  };
`;

browserTest(
  "drafts - who comes back finds what they wrote, however slow the storage is",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Awa");
    await createRoom(page, "mill");
    await page.addInitScript(LATE_STORAGE);
    await page.goto("/rooms/general");
    await chatIsAlive(page);
    const go = async (room: string) => {
      await page.locator(".lists .place", { hasText: room }).click();
      await page.getByLabel(`Message #${room}`).waitFor();
    };
    await composer(page).fill("half a thought");
    await go("mill");
    await composer(page).fill("said");
    await composer(page).press("Enter");
    await go("general");
    await page.evaluate("open()");
    await becomes(() => composer(page).inputValue(), "half a thought");
    await go("mill");
    await acknowledged(page, "said").waitFor();
    await becomes(() => composer(page).inputValue(), "");
  },
);

browserTest("drafts - the last letters before one leaves are kept", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  for (const text of ["ab", "abcd"]) {
    await composer(page).pressSequentially(text.slice(-2));
    await page.goto("/settings");
    await page.goto("/rooms/general");
    await chatIsAlive(page);
    await becomes(() => composer(page).inputValue(), text);
  }
});

browserTest(
  "drafts - one goes on in another tab, and is gone from both once sent (M12)",
  async (visit) => {
    const { page, tab } = await visit.device();
    await register(page, "Awa");
    const other = await tab("/rooms/general");
    await chatIsAlive(other);
    await composer(page).fill("typed here");
    await becomes(() => composer(other).inputValue(), "typed here");
    await composer(other).pressSequentially(" and there");
    await becomes(() => composer(page).inputValue(), "typed here and there");
    await composer(other).press("Enter");
    await acknowledged(page, "typed here and there").waitFor();
    await becomes(() => composer(page).inputValue(), "");
    await page.reload();
    await chatIsAlive(page);
    await acknowledged(page, "typed here and there").waitFor();
    await becomes(() => composer(page).inputValue(), "");
  },
);

browserTest(
  "drafts - what one types in two tabs at once is never mixed (M12)",
  async (visit) => {
    const { page, tab } = await visit.device();
    await register(page, "Awa");
    const other = await tab("/rooms/general");
    await chatIsAlive(other);
    await composer(page).fill("tea ");
    await becomes(() => composer(other).inputValue(), "tea ");
    const [here, there] = ["tea at four, draft of one tab", "no tea: text of the other"];
    await Promise.all([composer(page).fill(here), composer(other).fill(there)]);
    for (const one of [page, other]) await one.evaluate("document.activeElement.blur()"); // says it now
    await composer(other).press("Enter");
    await acknowledged(page, there).waitFor();
    await becomes(() => composer(other).inputValue(), "");
    // Where one tab heard the other before it was written in, that was sent: nothing is half of each.
    assertEquals([here, ""].includes(await composer(page).inputValue()), true);
  },
);
