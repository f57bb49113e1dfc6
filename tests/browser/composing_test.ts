import { browserTests } from "../support/browser.ts";
import { draftsOf, fillOutbox } from "../support/browser_storage.ts";
import { enter, Talker } from "../support/talker.ts";
import {
  acknowledged,
  becomes,
  chatIsAlive,
  composer,
  enterAsGuest,
  register,
  said,
  say,
  texts,
} from "../support/visitor.ts";

const browserTest = browserTests();

browserTest(
  "composing - the emoji button closes its picker, an input method keeps its keys",
  async (visit) => {
    const { page, context } = await visit.device();
    await enterAsGuest(page, "Mei");
    const button = page.getByRole("button", { name: "Emoji" });
    const picker = page.getByRole("dialog", { name: "Emoji" });
    await button.click();
    await picker.getByRole("button", { name: "grinning face", exact: true }).waitFor();
    await button.click();
    await picker.waitFor({ state: "detached" });
    await becomes(() => button.getAttribute("aria-expanded"), "false");
    await button.click();
    await picker.getByRole("button", { name: "grinning face", exact: true }).waitFor();
    await composer(page).click();
    await picker.waitFor({ state: "detached" });

    await button.click();
    await page.getByLabel("Search emoji").focus();
    const keyboard = await context.newCDPSession(page);
    for (const key of ["Enter", "Escape"]) {
      await page.getByLabel("Search emoji").fill("");
      await keyboard.send("Input.imeSetComposition", {
        text: "deciduous",
        selectionStart: 9,
        selectionEnd: 9,
      });
      await picker.getByRole("button", { name: "deciduous tree" }).waitFor();
      await page.keyboard.press(key);
      await becomes(() => picker.count(), 1, key);
      await becomes(() => composer(page).inputValue(), "");
    }
    await page.getByLabel("Search emoji").fill("deciduous");
    await page.keyboard.press("Enter");
    await becomes(() => composer(page).inputValue(), "🌳");
    await becomes(() => picker.count(), 0);
  },
);

browserTest("composing - suggestions go when the caret leaves the word", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  const zoe = await Talker.connect(visit.url, await enter(visit.url, "Zoe"));
  const option = page.getByRole("option", { name: "Zoe" });
  await composer(page).pressSequentially("hello @zo");
  await option.waitFor();
  await page.keyboard.press("Home");
  await option.waitFor({ state: "detached" });
  await page.keyboard.press("End");
  await option.waitFor();
  await page.keyboard.press("Home");
  await option.waitFor({ state: "detached" });
  await page.keyboard.press("Enter");
  await acknowledged(page, "hello @zo").waitFor();
  await becomes(() => texts(page), ["hello @zo"]);
  await zoe.close();
});

browserTest("composing - a suggestion stays chosen while people come", async (visit) => {
  const come = async (name: string) => Talker.connect(visit.url, await enter(visit.url, name));
  const people = [await come("Zed"), await come("Zoe")];
  const { page } = await visit.device();
  await enterAsGuest(page, "Awa");
  for (const name of ["Zed", "Zoe"]) {
    await page.locator("#members").getByText(name, { exact: true }).waitFor();
  }
  const chosen = page.locator(".suggestions [aria-selected=true]");
  await composer(page).pressSequentially("@z");
  await page.getByRole("option", { name: "Zoe" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await chosen.getByText("Zoe").waitFor();
  people.push(await come("Zara"));
  await page.locator("#members").getByText("Zara", { exact: true }).waitFor();
  await page.keyboard.press("Enter");
  await becomes(() => composer(page).inputValue(), "@Zoe ");
  await page.keyboard.type("@z");
  await page.getByRole("option", { name: "Zara" }).waitFor();
  for (const one of people) await one.close();
});

browserTest("composing - what was offered for less is not chosen for more", async (visit) => {
  const { page } = await visit.device();
  await enterAsGuest(page, "Mei");
  await composer(page).pressSequentially(":baby");
  await page.getByRole("option", { name: "baby chick" }).waitFor();
  // One goes on and sends before the next picture.
  await composer(page).evaluate(async (field: HTMLTextAreaElement) => {
    field.value = ":babylon";
    field.setSelectionRange(8, 8);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await Promise.resolve();
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  });
  await acknowledged(page, ":babylon").waitFor();
});

browserTest("composing - “quit” that was meant to be said leaves no draft", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  await say(page, "quit");
  const rows = () =>
    page.locator("dialog .choices > *").evaluateAll((all) =>
      all.map((one) => Math.round(one.getBoundingClientRect().height))
    );
  await becomes(async () => new Set(await rows()).size, 1, "each answer is as high as the others");
  await page.getByRole("button", { name: "Send “quit” as a message" }).click();
  await acknowledged(page, "quit").waitFor();
  await becomes(() => composer(page).inputValue(), "");
  await page.keyboard.type("hello");
  await becomes(() => composer(page).inputValue(), "hello", "one writes on at once");
  await composer(page).fill("");
  await becomes(() => draftsOf(page), []);
  await page.reload();
  await chatIsAlive(page);
  await said(page, "quit").waitFor();
  await becomes(() => composer(page).inputValue(), "");
});

browserTest("composing - what a full outbox does not take is still there", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  await fillOutbox(page);
  await say(page, "one more");
  await page.locator(".composer").getByText("Too many messages are waiting to be sent.").waitFor();
  await becomes(() => composer(page).inputValue(), "one more");
  await page.getByRole("button", { name: "Delete" }).click();
  await composer(page).press("Enter");
  await acknowledged(page, "one more").waitFor();
  await becomes(() => composer(page).inputValue(), "");
});

browserTest("composing - one sees who types: two by name, more as several", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  const said = page.locator(".typing");
  const talkers: Talker[] = [];
  for (const name of ["Noor", "Mei", "Zed"]) {
    const talker = await Talker.connect(visit.url, await enter(visit.url, name));
    talkers.push(talker);
    await talker.ask({ type: "sync" });
    const person = page.locator(".aside .person", { hasText: name });
    await person.locator("[data-presence=online]").waitFor();
  }
  const words = ["Noor is typing…", "Noor and Mei are typing…", "Several people are typing…"];
  for (const [last, expected] of words.entries()) {
    await becomes(async () => {
      // Who types says so again and again: after some seconds it would be over.
      for (const { socket } of talkers.slice(0, last + 1)) {
        socket.send(JSON.stringify({ type: "typing", conversation: "general" }));
      }
      return (await said.innerText()).trim();
    }, expected);
  }
  for (const talker of talkers) {
    await talker.send("general", "this");
    await talker.close();
  }
  await said.getByText("typing").waitFor({ state: "detached" });
});
