import { Buffer } from "node:buffer";
import { UNDO_MS } from "../../islands/room/window/undo_offers.ts";
import { findings, inspected } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import { holdTimers } from "../support/held_timers.ts";
import {
  acknowledged,
  actOn,
  actsAreAlive,
  becomes,
  chatIsAlive,
  composer,
  createRoom,
  enterAsGuest,
  openPutOff,
  PHONE,
  register,
  said,
  say,
  texts,
} from "../support/visitor.ts";

const browserTest = browserTests();
/** The second of two people is on another instance. */
const pairTest = browserTests({}, 2);

pairTest(
  "later - what is scheduled from the composer can be changed and sent, and others read it then (M10)",
  async (visit) => {
    const awa = await visit.device();
    await register(awa.page, "Awa");
    const noor = await visit.device({ ...PHONE, baseURL: visit.otherUrl });
    await enterAsGuest(noor.page, "Noor");
    await noor.page.goto("/rooms/general");

    await composer(awa.page).fill("Plot 4 first");
    await awa.page.getByRole("button", { name: "Send later" }).click();
    const menu = awa.page.getByRole("menu", { name: "Send later" });
    await menu.getByRole("menuitem", { name: "In 2 hours" }).waitFor();
    await becomes(
      () => awa.page.evaluate(() => document.activeElement?.textContent?.slice(0, 13)),
      "In 20 minutes",
      "the first time has the focus",
    );
    await menu.getByRole("menuitem", { name: "Tomorrow" }).click();
    await awa.page.locator(".toast", { hasText: "Scheduled:" }).waitFor();
    await becomes(() => composer(awa.page).inputValue(), "");

    await openPutOff(awa.page);
    const list = awa.page.getByRole("dialog", { name: "Scheduled messages and reminders" });
    await list.getByText("Plot 4 first").waitFor();
    await list.getByRole("button", { name: "Change" }).click();
    await awa.page.getByRole("textbox", { name: "Message", exact: true }).fill(
      "Plot 4 first, ladders are in the shed",
    );
    await awa.page.getByRole("button", { name: "Save" }).click();
    await list.getByText("ladders are in the shed").waitFor();
    await list.getByRole("button", { name: "Send now" }).click();
    await list.getByText("Nothing is scheduled").waitFor();
    await becomes(() => texts(noor.page), ["Plot 4 first, ladders are in the shed"]);
    await awa.page.keyboard.press("Escape");
    await acknowledged(awa.page, "ladders are in the shed").waitFor();
  },
);

browserTest(
  "later - with nothing written, or files, it says what is missing and one writes on",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Awa");
    await actsAreAlive(page);
    const later = page.getByRole("button", { name: "Send later" });
    const said = page.locator(".composer .hint").getByRole("alert");
    await later.click();
    await becomes(() => said.innerText(), "Write the message first, then choose when it is sent.");
    await becomes(() => composer(page).evaluate((it) => it === document.activeElement), true);
    const shots = Deno.env.get("PALABRE_SHOTS");
    if (shots) await page.screenshot({ path: `${shots}/later-nothing.png` });
    await page.keyboard.type("Plot 4");
    await said.waitFor({ state: "detached" });
    const file = { name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("rows") };
    await page.locator(".composer input[type=file]").setInputFiles([file]);
    await page.locator(".upload").waitFor();
    await later.click();
    await becomes(
      () => said.innerText(),
      "Files cannot be sent later: send them now, or remove them and send the text later.",
    );
    await becomes(() => composer(page).inputValue(), "Plot 4");
    await page.getByRole("button", { name: "Remove “plan.txt”" }).click();
    await later.click();
    await page.getByRole("menuitem", { name: "In 20 minutes" }).click();
    await page.locator(".toast", { hasText: "Scheduled:" }).waitFor();
  },
);

browserTest(
  "later - taken back with Undo, the words are in the composer again, beside those since (M10)",
  async (visit) => {
    const { page, context } = await visit.device({}, "about:blank");
    await holdTimers(context, UNDO_MS);
    await page.goto("/");
    await register(page, "Awa");
    const answer = Promise.withResolvers<void>();
    const asked = page.waitForRequest("**/api/v1/later/messages");
    await context.route("**/api/v1/later/messages", async (route) => {
      await answer.promise;
      await route.continue();
    });
    const sendLater = async () => {
      await page.getByRole("button", { name: "Send later" }).click();
      await page.getByRole("menuitem", { name: "In 20 minutes" }).click();
    };
    const undo = page.locator(".toast").getByRole("button", { name: "Undo" });
    await composer(page).fill("not yet");
    await sendLater();
    await asked;
    await composer(page).fill("and this meanwhile");
    answer.resolve();
    await undo.waitFor();
    await becomes(() => composer(page).inputValue(), "and this meanwhile");
    await undo.click();
    await becomes(() => composer(page).inputValue(), "not yet\nand this meanwhile");
    await composer(page).fill("nor this");
    await sendLater();
    await becomes(() => composer(page).inputValue(), "");
    await undo.click();
    await becomes(() => composer(page).inputValue(), "nor this");
  },
);

browserTest(
  "later - /remind and /schedule read times, and a reminder is told when it is due (M10)",
  async (visit) => {
    const awa = await visit.device();
    await register(awa.page, "Awa");
    await say(awa.page, "/remind 2s call the bank");
    await awa.page.locator(".toast", { hasText: "You will be reminded" }).waitFor();
    await awa.page.locator(".banner", { hasText: "Reminder: call the bank" }).waitFor();
    await becomes(() => composer(awa.page).inputValue(), "");
    await say(awa.page, "/schedule en 2 segundos aquí estamos");
    await acknowledged(awa.page, "aquí estamos").waitFor();
    await becomes(() => composer(awa.page).inputValue(), "");
    await say(awa.page, "/schedule soon something");
    await awa.page.getByText("Write it like this: /schedule").waitFor();
  },
);

pairTest(
  "later - one is reminded of a message from its menu, at a time of one's choice (M10)",
  async (visit) => {
    const [awa, noor] = [
      await visit.device(),
      await visit.device({ baseURL: visit.otherUrl }),
    ];
    await register(awa.page, "Awa");
    await enterAsGuest(noor.page, "Noor");
    await say(noor.page, "The tractor wants oil");
    await said(awa.page, "The tractor wants oil").waitFor();
    await actOn(awa.page, "The tractor wants oil", "Remind me");
    await awa.page.getByRole("menuitem", { name: "Choose…" }).click();
    await awa.page.getByLabel("When").fill("2000-01-01T09:00");
    await awa.page.locator("form.fields").evaluate((form) =>
      (form as HTMLFormElement).noValidate = true
    );
    await awa.page.getByRole("dialog").getByRole("button", { name: "Remind me" }).click();
    await awa.page.getByText("That time has passed. Choose a later one.").waitFor();
    await awa.page.getByRole("button", { name: "Cancel" }).click();
    await actOn(awa.page, "The tractor wants oil", "Remind me");
    await awa.page.getByRole("menuitem", { name: "Monday" }).or(
      awa.page.getByRole("menuitem", { name: "Tomorrow" }),
    ).first().click();
    await awa.page.locator(".toast", { hasText: "You will be reminded" }).waitFor();
    await openPutOff(awa.page);
    const list = awa.page.getByRole("dialog", { name: "Scheduled messages and reminders" });
    await list.getByText("The tractor wants oil").waitFor();
    await list.getByRole("link", { name: "Go to the message" }).click();
    await list.waitFor({ state: "detached" });
  },
);

pairTest(
  "vanishing - set in the head of a conversation, seen there and in the timeline by both (M11)",
  async (visit) => {
    const awa = await inspected(visit, {});
    await awa.page.goto("/");
    await register(awa.page, "Awa");
    const noor = await visit.device({ ...PHONE, baseURL: visit.otherUrl });
    await enterAsGuest(noor.page, "Noor");
    await createRoom(awa.page, "orchard");
    await awa.page.goto("/rooms/orchard");
    await chatIsAlive(awa.page);
    await awa.page.getByRole("button", { name: "More about this conversation" }).click();
    await awa.page.getByRole("menuitem", { name: "Vanishing messages…" }).or(
      awa.page.getByRole("button", { name: "Vanishing messages…" }),
    ).click();
    await awa.page.getByLabel("Messages vanish after").selectOption({ label: "1 day" });
    const shots = Deno.env.get("PALABRE_SHOTS");
    if (shots) await awa.page.screenshot({ path: `${shots}/vanish-form-1360.png` });
    await becomes(() => findings(awa.page), []);
    await awa.page.getByRole("button", { name: "Save" }).click();
    await awa.page.locator(".notice", { hasText: "Awa set messages to vanish after 1 day" })
      .waitFor();
    await awa.page.locator(".head", { hasText: "messages vanish after 1 day" }).waitFor();
    await noor.page.request.post("/api/v1/join", {
      headers: { origin: visit.otherUrl },
      data: { room: "orchard" },
    });
    await noor.page.goto("/rooms/orchard");
    await noor.page.locator(".head", { hasText: "messages vanish after 1 day" }).waitFor();
    if (shots) await noor.page.screenshot({ path: `${shots}/vanish-head-390.png` });
    if (shots) await awa.page.screenshot({ path: `${shots}/vanish-head-1360.png` });
  },
);

for (const [width, options] of [["1360", {}], ["390", PHONE]] as const) {
  browserTest(
    `later - axe finds nothing in the menu, the form and the list, ${width} px`,
    async (visit) => {
      const { page } = await inspected(visit, options);
      await page.goto("/");
      await register(page, "Awa");
      if (width === "390") await page.goto("/rooms/general");
      await chatIsAlive(page);
      const clean = async (where: string) => {
        const shots = Deno.env.get("PALABRE_SHOTS");
        if (shots) await page.screenshot({ path: `${shots}/later-${where}-${width}.png` });
        await becomes(() => findings(page), [], where);
      };
      await composer(page).fill("Pickers tomorrow: plot 4 first, ladders are in the shed.");
      await page.getByRole("button", { name: "Send later" }).click();
      await page.getByRole("menu", { name: "Send later" }).waitFor();
      await clean("menu");
      await page.getByRole("menuitem", { name: "Choose…" }).click();
      await page.getByLabel("When").waitFor();
      await clean("form");
      await page.getByRole("button", { name: "Schedule" }).click();
      await page.locator(".toast").waitFor();
      await becomes(() => composer(page).inputValue(), "");
      await composer(page).fill(
        "/remind 1s Call the cooperative bank about the loan for the press.",
      );
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.locator(".banner", { hasText: "Reminder:" }).waitFor();
      await becomes(() => composer(page).inputValue(), "");
      await openPutOff(page);
      const list = page.getByRole("dialog");
      await list.getByText("ladders are in the shed").waitFor();
      await clean("list");
      await list.getByRole("button", { name: "Change" }).first().click();
      await page.getByLabel("When").waitFor();
      await clean("change");
    },
  );
}
