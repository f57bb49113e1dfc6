import { twoInstancesTest } from "../support/two_instances.ts";
import { becomes, composer, enterAsGuest, register, said, say, texts } from "../support/visitor.ts";

twoInstancesTest(
  "later - what was scheduled on an instance that is killed, another one sends (M10, J)",
  async (one, two) => {
    const awa = await one.device();
    await register(awa.page, "Awa");
    const noor = await two.device();
    await enterAsGuest(noor.page, "Noor");
    await say(awa.page, "/schedule 4s Plot 4 first");
    await awa.page.locator(".toast", { hasText: "Scheduled:" }).waitFor();
    await becomes(() => composer(awa.page).inputValue(), "");
    await one.kill();
    await said(noor.page, "Plot 4 first").waitFor({ timeout: 60_000 });
    await becomes(() => texts(noor.page), ["Plot 4 first"]);
  },
);
