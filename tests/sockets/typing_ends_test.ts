import { assertEquals } from "@std/assert";
import { type Community, communityTest, type Somebody } from "../support/community.ts";

/** What ends somebody's typing, by what is asked of the instance that they are not connected to. */
const ENDS: Record<string, (here: Community, zed: Somebody, mod: Somebody) => Promise<unknown>> = {
  "a kick": (here, _, mod) =>
    here.api(here.two, mod, "POST", "/admin/kicks", { user: "zed", duration: "1m", reason: "x" }),
  "a ban": (here, _, mod) =>
    here.api(here.two, mod, "POST", "/admin/bans", { user: "zed", duration: "1h", reason: "x" }),
  "a mute": (here, _, mod) =>
    here.api(here.two, mod, "POST", "/admin/mutes", { user: "zed", duration: "1h", reason: "x" }),
  "signing out": (here, zed) => here.api(here.two, zed, "DELETE", "/sessions/current"),
  "leaving the room": (here, zed) =>
    here.settled(here.two.instance.chat.leave(zed.actor, { room: "garden" })),
  "deleting the account": (here, zed) =>
    here.settled(here.two.identity.deleteAccount(zed.actor, "correct horse", "stay")),
};

for (const [what, end] of Object.entries(ENDS)) {
  communityTest(`typing - ${what} ends it at once on all instances (P2)`, 2, async (here) => {
    const mod = await here.person("mod", "administrator");
    const [zed, ana] = [await here.person("zed"), await here.person("ana")];
    const { chat } = here.one.instance;
    const { id: conversation } = await here.settled(chat.create(mod.actor, { name: "garden" }));
    for (const who of [zed, ana]) await here.settled(chat.join(who.actor, { conversation }));
    await here.pass(1_000);
    const his = await here.connect(here.one, zed);
    const hers = [await here.connect(here.one, ana), await here.connect(here.two, ana)];
    his.say({ type: "typing", conversation, thread: 1 });
    await here.pass(500);
    const told = (type: "typing" | "typing-ended") => hers.map((one) => one.pushes(type).length);
    assertEquals([told("typing"), told("typing-ended")], [[1, 1], [0, 0]]);
    await end(here, zed, mod);
    await here.pass(1_000);
    assertEquals(told("typing-ended"), [1, 1]);
    const user = zed.actor.user.id;
    const push = { type: "typing-ended" as const, conversation, user, thread: 1 };
    assertEquals(hers[1]?.pushes("typing-ended"), [push]);
  });
}

communityTest(
  "typing - of who hides it, its end is told to nobody either (M15)",
  1,
  async (here) => {
    const [zed, ana] = [await here.person("zed"), await here.person("ana")];
    const hers = await here.connect(here.one, ana);
    const typeAndGo = async () => {
      const his = await here.connect(here.one, zed);
      his.say({ type: "typing", conversation: "general" });
      await here.pass(500);
      his.gone();
      await here.pass(500);
      return hers.pushes("typing-ended").length;
    };
    assertEquals(await typeAndGo(), 1);
    await here.settled(here.one.instance.chat.settings(zed.actor, { typing: false }));
    await here.pass(500);
    assertEquals(await typeAndGo(), 1);
  },
);
