import { assertEquals } from "@std/assert";
import { browserTests } from "../support/browser.ts";
import {
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
  assertEquals(await texts(noor.page), ["Is the shed open?", "It is."]);
  assertEquals(await texts(awa.page), ["Is the shed open?", "It is."]);

  await noor.context.close();
  await awa.page.locator(".notice", { hasText: "Noor has gone" }).waitFor();
  await here("Noor").locator("[data-presence=offline]").waitFor();
});
