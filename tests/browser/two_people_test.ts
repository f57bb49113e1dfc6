import { assert } from "@std/assert";
import { browserTests } from "../support/browser.ts";
import {
  acknowledged,
  becomes,
  chatIsAlive,
  comesWithNetwork,
  composer,
  enterAsGuest,
  eventually,
  register,
  said,
  say,
  texts,
} from "../support/visitor.ts";

const browserTest = browserTests();

browserTest("two people - a guest and an account see each other come and talk", async (visit) => {
  const awa = await visit.device();
  await register(awa.page, "Awa");
  const noor = await visit.device();
  await enterAsGuest(noor.page, "Noor");

  await awa.page.locator(".notice", { hasText: "Noor is here" }).waitFor();
  const here = (name: string) => awa.page.locator(".aside .person", { hasText: name });
  await here("Noor").locator("[data-presence=online]").waitFor();

  await say(noor.page, "Is the shed open?");
  await said(awa.page, "Is the shed open?").waitFor();
  await say(awa.page, "It is.");
  await said(noor.page, "It is.").waitFor();
  for (const { page } of [noor, awa]) {
    await becomes(() => texts(page), ["Is the shed open?", "It is."]);
  }

  await noor.context.close();
  await awa.page.locator(".notice", { hasText: "Noor went offline" }).waitFor();
  await here("Noor").waitFor({ state: "detached" }); // a guest who left is in no list (P8)
});

browserTest(
  "two people - a direct conversation opens by name, a reload finds all",
  async (visit) => {
    const awa = await visit.device();
    await register(awa.page, "Awa");
    const noor = await visit.device();
    await enterAsGuest(noor.page, "Noor");
    await say(awa.page, "for all of us");
    await said(noor.page, "for all of us").waitFor();

    await noor.page.getByRole("button", { name: "New message" }).click();
    await noor.page.getByLabel("Who do you want to write to?").fill("zed");
    await noor.page.getByRole("button", { name: "Start" }).click();
    await noor.page.getByText("Nobody here is called “zed”.").waitFor();
    await noor.page.getByLabel("Who do you want to write to?").fill("aw"); // the beginning of a name finds people
    await noor.page.getByRole("option", { name: "Awa" }).click();
    await noor.page.waitForURL("**/direct/awa-*");
    await say(noor.page, "between us");

    const place = awa.page.locator(".place", { hasText: "Noor" });
    await place.locator(".count").getByText("1", { exact: true }).waitFor();
    await place.click();
    await said(awa.page, "between us").waitFor();
    const seen = noor.page.locator(".message .seen-by", { hasText: "Seen by Awa" });
    await seen.waitFor({ state: "attached" });
    await say(awa.page, "only us");
    await said(noor.page, "only us").waitFor();

    await noor.page.reload();
    await chatIsAlive(noor.page);
    await becomes(() => texts(noor.page), ["between us", "only us"]);
    await noor.page.locator(".place", { hasText: "general" }).click();
    await said(noor.page, "for all of us").waitFor();
  },
);

browserTest(
  "two people - a server that is killed loses and doubles nothing (D1, D3)",
  async (visit) => {
    const awa = await visit.device();
    await register(awa.page, "Awa");
    const ines = await visit.device();
    await register(ines.page, "Inès");
    await say(awa.page, "acknowledged 1");
    await say(awa.page, "acknowledged 2");
    for (const { page } of [ines, awa]) await acknowledged(page, "acknowledged 2").waitFor();

    const killed = performance.now();
    await visit.kill();
    await composer(awa.page).fill("written into");
    await composer(awa.page).pressSequentially(" the void");
    await composer(awa.page).press("Enter");
    await say(awa.page, "and on");
    const pending = () => awa.page.locator("[data-state=pending]").count();
    await eventually(pending, (count) => count === 2);
    await awa.page.locator(".banner").getByText("The server does not answer.").waitFor();
    assert(performance.now() - killed >= 2_000, "nothing is said for 2 s");
    await composer(awa.page).fill("half a thou");

    await visit.start();
    await comesWithNetwork(awa.page, acknowledged(awa.page, "and on"));
    await awa.page.locator(".banner").waitFor({ state: "detached" });
    await comesWithNetwork(ines.page, said(ines.page, "and on"));
    const all = ["acknowledged 1", "acknowledged 2", "written into the void", "and on"];
    for (const { page } of [ines, awa]) await becomes(() => texts(page), all);
    await becomes(() => composer(awa.page).inputValue(), "half a thou");
    await awa.page.reload();
    await chatIsAlive(awa.page);
    await becomes(() => texts(awa.page), all);
  },
);
