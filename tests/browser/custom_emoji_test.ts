import { Buffer } from "node:buffer";
import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { findings, inspected } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import { drawnPng } from "../support/pictures.ts";
import {
  administer,
  becomes,
  chatIsAlive,
  composer,
  islandsAreAlive,
  PHONE,
  register,
  said,
  SETUP_CODE,
} from "../support/visitor.ts";

/** The second of two people is on another instance. */
const pairTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE }, 2);

const SIZES = { "1360": { viewport: { width: 1360, height: 900 } }, "390": PHONE };

/** How many pictures of an emoji stand in a place and have come. */
function drawn(page: Page, place: string, name: string): Promise<number> {
  return page.locator(`${place} img.custom-emoji[alt=":${name}:"]`).evaluateAll((all) =>
    all.filter((one) => (one as HTMLImageElement).naturalWidth > 0).length
  );
}

/** The names in the administration. */
const listed = (page: Page) => page.locator("#emoji code").allInnerTexts();

/** Adds one by the form, as an administrator. */
async function add(page: Page, name: string): Promise<void> {
  await page.goto("/admin/community");
  await islandsAreAlive(page);
  const form = page.locator("form[action='/admin/do/emoji']");
  await form.getByLabel("Name").fill(name);
  const file = { name: "any.png", mimeType: "image/png", buffer: Buffer.from(drawnPng(120, 90)) };
  await form.getByLabel("Picture").setInputFiles([file]);
  await form.getByRole("button", { name: "Add the emoji" }).click();
  await becomes(async () => (await listed(page)).includes(`:${name}:`), true);
  const said = page.locator("#emoji [role=status]", { hasText: "Saved." });
  await becomes(() => said.evaluate((one) => one === document.activeElement), true);
}

for (const [width, size] of Object.entries(SIZES)) {
  pairTest(
    `emoji - N10: at ${width}, an open page offers, draws and forgets what another instance changes`,
    async (visit) => {
      const { page: awa, context } = await inspected(visit, size);
      await administer(context);
      const { page: diego } = await inspected(visit, { ...size, baseURL: visit.otherUrl });
      await diego.goto("/");
      await register(diego, "Diego");
      await diego.goto("/rooms/general");
      await chatIsAlive(diego);
      const send = diego.getByRole("button", { name: "Send", exact: true });
      await composer(diego).fill("Rain on the :harvest: at last");
      await send.click();
      await said(diego, "Rain on the :harvest: at last").waitFor();
      await diego.evaluate(() => Reflect.set(globalThis, "stays", true));

      await add(awa, "harvest");
      await becomes(() => drawn(diego, ".message .bubble", "harvest"), 1);
      const clean = async (page: Page, where: string) => {
        const found = await findings(page);
        assertEquals(found, [], where);
      };

      // Offered behind a colon, and in the picker.
      await composer(diego).pressSequentially("So :harv");
      const option = diego.getByRole("option", { name: "harvest" });
      await option.waitFor();
      await becomes(() => drawn(diego, ".suggestions", "harvest"), 1);
      await clean(diego, "what is offered");
      await option.click();
      await becomes(() => composer(diego).inputValue(), "So :harvest: ");
      await diego.getByRole("button", { name: "Emoji", exact: true }).click();
      const picker = diego.getByRole("dialog", { name: "Emoji" });
      await picker.getByRole("heading", { name: "From the community" }).waitFor();
      await becomes(() => drawn(diego, ".emoji-picker", "harvest"), 1);
      await clean(diego, "the picker");

      // What comes while it is open is in it.
      await add(awa, "crop");
      await picker.getByRole("button", { name: "crop", exact: true }).click();
      await becomes(() => composer(diego).inputValue(), "So :harvest: :crop:");
      await diego.keyboard.press("Escape");
      await send.click();
      await becomes(() => drawn(diego, ".message .bubble", "crop"), 1);

      // A reaction of somebody on the other instance.
      const reaction = `/api/v1/conversations/general/messages/2/reactions/${
        encodeURIComponent(":crop:")
      }`;
      const headers = { origin: visit.url };
      const put = await awa.request.put(reaction, { headers });
      assertEquals(put.status(), 200);
      await becomes(() => drawn(diego, ".message .reaction", "crop"), 1);
      await clean(diego, "messages and a reaction");

      // Called otherwise, and removed: the names are left.
      const row = awa.locator("#emoji details", { hasText: "Rename :crop:" });
      await row.locator("summary").click();
      await row.getByLabel("New name of :crop:").fill("bounty");
      await clean(awa, "the emoji of the administration");
      await row.getByRole("button", { name: "Rename", exact: true }).click();
      await becomes(() => listed(awa), [":bounty:", ":harvest:"]);
      await becomes(() => diego.locator('img[alt=":crop:"]').count(), 0);
      await becomes(() => diego.locator(".message .reaction[value]").innerText(), ":crop:\n1");
      const removal = awa.locator("#emoji details", { hasText: "Remove :harvest:…" });
      await removal.locator("summary").click();
      await removal.getByText("shows its name instead").waitFor();
      await clean(awa, "what is asked before one is removed");
      await removal.getByRole("button", { name: "Yes, remove :harvest:" }).click();
      await becomes(() => awa.evaluate(() => document.activeElement?.id), "emoji-done");
      await becomes(() => diego.locator("img.custom-emoji").count(), 0);
      await said(diego, "Rain on the :harvest: at last").waitFor();
      await said(diego, "So :harvest: :crop:").waitFor();
      await clean(diego, "the names");
      assert(await diego.evaluate(() => Reflect.get(globalThis, "stays")), "it was not reloaded");

      // Another one comes while the page is away: it is told after its next sync.
      await diego.context().setOffline(true);
      await add(awa, "crop");
      await diego.context().setOffline(false);
      await becomes(() => drawn(diego, ".message .bubble", "crop"), 1);
      assert(await diego.evaluate(() => Reflect.get(globalThis, "stays")), "nor for that");
    },
  );
}
