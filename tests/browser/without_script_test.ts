import { assertEquals } from "@std/assert";
import { groupPath } from "../../lib/ui/paths.ts";
import { inspectedPlainly, plainFindings } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import { overflow } from "../support/layout.ts";
import { enter, Talker } from "../support/talker.ts";
import {
  administer,
  becomes,
  enterAsGuest,
  PASSWORD,
  said,
  SETUP_CODE,
  texts,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

browserTest("without a script - one enters, reads, posts and signs out", async (visit) => {
  const { page } = await visit.device({ javaScriptEnabled: false });
  await page.getByLabel("Choose a name").fill("Mei");
  await page.getByRole("button", { name: "Enter", exact: true }).click();
  await page.waitForURL("**/rooms/general");
  await page.getByText("This is the beginning of #general.").waitFor();
  await page.getByLabel("Message #general").fill("no script needed");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await said(page, "no script needed").waitFor();

  const other = await visit.device();
  await enterAsGuest(other.page, "Noor");
  await becomes(() => texts(other.page), ["no script needed"]);

  await page.getByRole("link", { name: "Settings" }).click();
  await page.locator("a.danger", { hasText: "Leave the chat…" }).click();
  await page.getByText("is kept for at least 15 minutes").waitFor();
  await page.getByRole("link", { name: "Stay" }).click();
  await page.waitForURL("**/rooms/general");
  await page.getByRole("link", { name: "Leave the chat…" }).click();
  await page.getByRole("button", { name: "Leave", exact: true }).click();
  await page.getByRole("button", { name: "Enter", exact: true }).waitFor();
  await page.goto("/rooms/general");
  await page.getByRole("button", { name: "Join #general" }).waitFor();
});

browserTest("without a script - rooms are made and joined, people found by name", async (visit) => {
  const { page } = await visit.device({ javaScriptEnabled: false });
  await page.getByRole("tab", { name: "Register" }).click();
  await page.getByLabel("Choose a password").fill(PASSWORD);
  await page.getByLabel("Choose a name").fill("Mei");
  await page.getByRole("button", { name: "Register", exact: true }).click();
  await page.getByRole("link", { name: "Browse rooms" }).click();
  const create = page.locator(".create-room");
  await create.getByText("Create a room").click();
  await create.getByLabel("Name").fill("Not A Room");
  await create.getByRole("button", { name: "Create", exact: true }).click();
  await page.waitForURL("**/rooms/not-a-room");
  await page.getByRole("heading", { name: "# Not A Room" }).waitFor();

  await page.goto("/rooms");
  await create.getByText("Create a room").click();
  await create.getByLabel("Name").fill("general");
  await create.getByRole("button", { name: "Create", exact: true }).click();
  await page.locator("#field-name-error").first().waitFor();
  await create.getByLabel("Name").fill("harvest-2026");
  await create.getByRole("button", { name: "Create", exact: true }).click();
  await page.waitForURL("**/rooms/harvest-2026");

  await page.goto("/rooms");
  const direct = page.locator('form[action="/direct"]');
  await direct.getByLabel("Who do you want to write to?").fill("nobody");
  await direct.getByRole("button").click();
  await page.getByText("Nobody here is called “nobody”.").waitFor();
  await enter(visit.url, "Noor");
  await page.goto("/rooms");
  await direct.getByLabel("Who do you want to write to?").fill("noor");
  await direct.getByRole("button").click();
  await page.getByText("This is the beginning of your conversation with Noor.").waitFor();
});

browserTest(
  "without a script - axe finds nothing in what one does with messages",
  async (visit) => {
    const { page, context } = await inspectedPlainly(visit, {});
    await administer(context);
    const ben = await Talker.connect(visit.url, await enter(visit.url, "Ben"));
    const conversation = "general";
    const send = async (text: string, more: object = {}): Promise<number> => {
      const id = crypto.randomUUID();
      return (await ben.ask({ type: "send", conversation, id, text, after: 0, ...more })).seq;
    };
    const root = await send("@Awa is the **pump** on?\n```ts\nif (full) stop();\n```");
    await ben.ask({ type: "react", conversation, target: root, emoji: "🌳", on: true });
    await send("Since noon.", { thread: root });
    await send("Yes, I saw it.", { replyTo: root });
    await send("When do we clean?", { poll: { options: ["Saturday", "Sunday"] } });
    const place = `/rooms/general/${root}`;
    const post = (path: string, form: Record<string, string>) =>
      context.request.post(path, { form, headers: { origin: visit.url } });
    await post(`${place}/pin`, { on: "on" });
    await post(`${place}/bookmark`, { on: "on", note: "the pump" });
    await post("/rooms", { name: "garden" });
    const headers = { origin: visit.url };
    const api = async (path: string, data: object) =>
      await (await context.request.post(`/api/v1${path}`, { data, headers })).json();
    const mine = `/rooms/general/${(await api("/messages", { conversation, text: "mine" })).seq}`;
    await enter(visit.url, "Cleo");
    const made = await api("/conversations", { people: ["Ben", "Cleo"] });
    const group = groupPath(made.conversation.id);
    const paths = [
      group,
      `${group}/people`,
      "/rooms/general",
      place,
      `${place}/thread`,
      `${place}/later`,
      "/rooms/general/later",
      ...["/rooms/general/vanish", "/rooms/general/files"],
      "/rooms/general/attach",
      mine,
      `${mine}/edit`,
      `${mine}/delete`,
      "/rooms",
      ...["", "mentions", "threads", "later", "drafts", "bookmarks"].map((one) =>
        `/inbox?section=${one}`
      ),
    ];
    for (const viewport of [{ width: 1360, height: 900 }, { width: 390, height: 844 }]) {
      await page.setViewportSize(viewport);
      for (const path of paths) {
        const response = await page.goto(path);
        assertEquals([path, response?.status()], [path, 200]);
        await becomes(() => plainFindings(page), [], `${path} at ${viewport.width} px`);
        await becomes(() => overflow(page), [], `${path} at ${viewport.width} px`);
      }
    }
  },
);
