import { assertEquals } from "@std/assert";
import { browserTests } from "../support/browser.ts";
import { draftsOf } from "../support/browser_storage.ts";
import { enlist, enter } from "../support/talker.ts";
import {
  acknowledged,
  becomes,
  chatIsAlive,
  composer,
  enterAsGuest,
  eventually,
  register,
  said,
  say,
  texts,
} from "../support/visitor.ts";

const browserTest = browserTests();

browserTest("composer - each conversation keeps its draft, over a reload too", async (visit) => {
  await enter(visit.url, "Noor");
  const { page } = await visit.device();
  await register(page, "Awa");
  await composer(page).fill("half a thought");
  await becomes(() => draftsOf(page), ["half a thought"]);
  await page.goto("/direct/Noor");
  await chatIsAlive(page);
  await becomes(() => composer(page).inputValue(), "");
  await say(page, "psst"); // before that, nobody's list has it
  await composer(page).fill("another one");
  await becomes(() => draftsOf(page), ["another one", "half a thought"]);
  await page.locator(".place", { hasText: "general" }).click();
  const draft = () => composer(page).inputValue();
  await becomes(draft, "half a thought");
  await page.locator(".place", { hasText: "Noor" }).click();
  await becomes(draft, "another one");
  await page.reload();
  await chatIsAlive(page);
  await becomes(draft, "another one");
  await composer(page).press("Enter");
  await acknowledged(page, "another one").waitFor();
  await becomes(() => draftsOf(page), ["half a thought"]);
  await page.reload();
  await chatIsAlive(page);
  await becomes(draft, "", "what was sent is no draft any more");
});

browserTest(
  "composer - Shift Enter is a new line, Enter during composition sends nothing",
  async (visit) => {
    const { page, context } = await visit.device();
    await enterAsGuest(page, "Mei");
    await composer(page).pressSequentially("first");
    await composer(page).press("Shift+Enter");
    await composer(page).pressSequentially("second");
    await becomes(() => composer(page).inputValue(), "first\nsecond");
    const tall = await composer(page).evaluate((field) => field.clientHeight);
    await composer(page).press("Enter");
    await acknowledged(page, "second").waitFor();
    await becomes(() => texts(page), ["first\nsecond"]);
    const grows = () => composer(page).evaluate((field, tall) => tall > field.clientHeight, tall);
    await becomes(grows, true, "the field grows with its text");

    const keyboard = await context.newCDPSession(page);
    await keyboard.send("Input.imeSetComposition", {
      text: "みず",
      selectionStart: 2,
      selectionEnd: 2,
    });
    await page.keyboard.press("Enter"); // it chooses among the input method's words
    await keyboard.send("Input.insertText", { text: "水" });
    await composer(page).press("Enter");
    await acknowledged(page, "水").waitFor();
    await becomes(() => texts(page), ["first\nsecond", "水"]);
  },
);

browserTest(
  "composer - slash commands do what they say, or say how they are written",
  async (visit) => {
    const noor = await visit.device();
    await enterAsGuest(noor.page, "Noor");
    const { page } = await visit.device();
    await register(page, "Awa");
    await page.context().request.post("/rooms", {
      form: { name: "garden" },
      headers: { origin: visit.url },
    });
    await page.goto("/rooms/garden");
    await chatIsAlive(page);
    await say(page, "/topic Under the tree");
    await page.locator(".head").getByText("Under the tree").waitFor();
    await page.goto("/rooms/general");
    await chatIsAlive(page);
    await say(page, "/me waves");
    await noor.page.locator(".action").getByText("Awa waves").waitFor();
    await say(page, "/msg Noor psst");
    await page.waitForURL("**/direct/noor-*");
    await acknowledged(page, "psst").waitFor();
    await say(page, "/join nowhere");
    await page.locator(".composer [role=alert]").waitFor();
    await say(page, "/join general");
    await page.waitForURL("**/rooms/general");
    await page.getByLabel("Message #general").waitFor();
    await say(page, "/dance");
    await page.getByText("There is no command “/dance”.").waitFor();
    await say(page, "/msg");
    await page.getByText("Write it like this: /msg name text").waitFor();
    await say(page, "/away back at noon");
    await page.locator(".me").getByText("back at noon").waitFor();
    await say(page, "//not a command");
    await said(page, "/not a command").waitFor();

    await say(page, "quitter");
    await page.getByRole("dialog", { name: "Leave the chat?" }).waitFor();
    await page.getByRole("button", { name: "Send “quitter” as a message" }).click();
    await said(page, "quitter").waitFor();
    await say(page, "/quit");
    await page.getByRole("button", { name: "Leave", exact: true }).click();
    await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
  },
);

browserTest("composer - @, # and : complete what is written", async (visit) => {
  await enlist(visit.url, "Noor Al Fayed");
  const { page } = await visit.device();
  await register(page, "Awa");
  const field = composer(page);
  const option = (name: RegExp) => page.getByRole("option", { name });
  await field.pressSequentially("hello @noo");
  await option(/Noor Al Fayed/).waitFor();
  await field.press("Tab");
  await becomes(() => field.inputValue(), "hello @Noor Al Fayed ");
  await field.pressSequentially("in #gen");
  await option(/general/).waitFor();
  await field.press("Enter");
  await becomes(() => field.inputValue(), "hello @Noor Al Fayed in #general ");
  await field.pressSequentially(":baob");
  await field.press("Escape");
  await field.press("Enter");
  await said(page, ":baob").waitFor();
  await said(page, "hello").locator(".mention").waitFor();
  await becomes(() => said(page, "hello").locator(".mention").innerText(), "@Noor Al Fayed");

  await field.pressSequentially(":grinning");
  await option(/grinning face/).first().waitFor();
  await field.press("Enter");
  await eventually(() => field.inputValue(), (text) => text.startsWith("😀"));
});

browserTest(
  "composer - the names of emoji are loaded when they are asked for, from here",
  async (visit) => {
    const { page } = await visit.device({}, "about:blank");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(visit.url);
    await enterAsGuest(page, "Mei");
    const names = () => asked.filter((url) => /assets\/en-/.test(url)).length;
    assertEquals(names(), 0);
    await page.getByRole("button", { name: "Emoji" }).click();
    await page.getByRole("button", { name: "grinning face", exact: true }).waitFor();
    assertEquals(names(), 1);
    await page.getByLabel("Search emoji").fill("deciduous");
    await page.getByRole("button", { name: "deciduous tree" }).click();
    await becomes(() => composer(page).inputValue(), "🌳");
    await composer(page).press("Enter");
    await page.locator(".bubble.big", { hasText: "🌳" }).waitFor();
    assertEquals(
      asked.filter((url) => !url.startsWith(visit.url)),
      [],
      "nothing leaves the origin",
    );
  },
);

browserTest(
  "composer - undo takes back what was put in; a selection is replaced",
  async (visit) => {
    await enlist(visit.url, "Noor Al Fayed");
    const { page } = await visit.device();
    await enterAsGuest(page, "Mei");
    const field = composer(page);
    const text = () => field.inputValue();
    await field.pressSequentially("hello @noo");
    await page.getByRole("option", { name: /Noor Al Fayed/ }).waitFor();
    await field.press("Tab");
    await becomes(text, "hello @Noor Al Fayed ");
    await field.press("Control+z");
    await becomes(text, "hello @noo");
    await field.press("Control+Shift+z");
    await becomes(text, "hello @Noor Al Fayed ");

    const chooseTree = async () => {
      await page.getByRole("button", { name: "Emoji" }).click();
      await page.getByLabel("Search emoji").fill("deciduous");
      await page.getByRole("button", { name: "deciduous tree" }).click();
    };
    await field.fill("one two three");
    await field.evaluate((it: HTMLTextAreaElement) => it.setSelectionRange(4, 7));
    await chooseTree();
    await becomes(text, "one 🌳 three", "what was selected is replaced");
    await field.press("!");
    await becomes(text, "one 🌳! three", "the caret stands behind it");
    await field.press("Control+z");
    await field.press("Control+z");
    await becomes(text, "one two three");
    await field.evaluate((it: HTMLTextAreaElement) => it.setSelectionRange(0, 3));
    await field.press("Control+x");
    await becomes(text, " two three");
    await field.press("End");
    await field.press("Control+v");
    await becomes(text, " two threeone");
    await field.press("Control+z");
    await field.press("Control+z");
    await becomes(text, "one two three", "cut and pasted are taken back");
    await field.press("Enter");
    await said(page, "one two three").waitFor();
  },
);

browserTest("composer - counts near the limit, and sends nothing beyond it", async (visit) => {
  const { page } = await visit.device();
  await enterAsGuest(page, "Mei");
  const count = page.locator("#composer-hint").getByRole("status");
  await composer(page).fill("🌳".repeat(3_999)); // each is one code point, and two UTF-16 units
  await count.getByText("1 character left").waitFor();
  await composer(page).fill("🌳".repeat(3_790));
  await becomes(() => count.innerText(), "");
  await composer(page).fill("🌳".repeat(4_002));
  await count.getByText("2 characters too many").waitFor();
  await composer(page).press("Enter");
  await becomes(() => page.locator(".message").count(), 0);
  await composer(page).press("Backspace");
  await composer(page).press("Backspace");
  await composer(page).press("Enter");
  await page.locator(".message").waitFor();
});
