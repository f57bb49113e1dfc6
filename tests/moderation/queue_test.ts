import { assertEquals } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { communityTest } from "../support/community.ts";

communityTest(
  "queue - moderators hear over instances what waits for them and what is handled, others nothing",
  2,
  async (here) => {
    const mod = await here.person("mod", "moderator");
    const [zed, noor] = [await here.person("zed"), await here.person("noor", "guest")];
    const [far, other] = [await here.connect(here.two, mod), await here.connect(here.two, zed)];
    const told = () => far.pushes("queue").map(({ waiting }) => waiting);
    far.ask({ type: "sync", since: {} });
    await here.pass(1_000);
    assertEquals(told().at(-1), 0);

    const { chat, administration } = here.one.instance;
    const said = { conversation: GENERAL, id: crypto.randomUUID(), text: "mean", after: 0 };
    const { seq } = await here.settled(chat.post(zed.actor, said));
    const report = { conversation: GENERAL, target: seq, words: "look" };
    await here.settled(administration.reportMessage(noor.actor, report));
    await here.pass(1_000);
    assertEquals(told().at(-1), 1, "a report");

    await here.api(here.one, mod, "POST", "/admin/mutes", { user: "zed", duration: "1h" });
    await here.pass(1_000);
    await here.settled(administration.appeal(zed.actor, "It was a joke"));
    await here.pass(1_000);
    assertEquals(told().at(-1), 2, "an appeal");

    const back = await here.connect(here.two, mod);
    back.ask({ type: "sync", since: {} });
    await here.pass(1_000);
    assertEquals(back.pushes("queue").at(-1)?.waiting, 2, "who comes hears it");

    const { reports } = await here.settled(
      administration.reports(mod.actor, { open: true, limit: 1 }),
    );
    await here.settled(administration.handleReport(mod.actor, reports[0]?.id ?? ""));
    const [appeal] = await here.settled(administration.appeals(mod.actor));
    await here.settled(
      administration.answerAppeal(mod.actor, appeal?.id ?? "", { lift: false }),
    );
    await here.pass(1_000);
    assertEquals(told().at(-1), 0, "all is handled");
    assertEquals(other.pushes("queue"), []);
  },
);

communityTest("queue - a message that is held waits until it is taken back", 2, async (here) => {
  const mod = await here.person("mod", "moderator");
  const boss = await here.person("boss", "administrator");
  const zed = await here.person("zed");
  const far = await here.connect(here.two, mod);
  far.ask({ type: "sync", since: {} });
  const { chat, administration } = here.one.instance;
  await here.settled(administration.changeHeldWords(boss.actor, ["casino"]));
  await here.pass(1_000);
  const said = { conversation: GENERAL, id: crypto.randomUUID(), text: "casino", after: 0 };
  await here.settled(chat.post(zed.actor, said).catch(() => {}));
  await here.pass(1_000);
  assertEquals(far.pushes("queue").at(-1)?.waiting, 1);
  await here.settled(chat.withdraw(zed.actor, { id: said.id }));
  await here.pass(1_000);
  assertEquals(far.pushes("queue").at(-1)?.waiting, 0);
});
