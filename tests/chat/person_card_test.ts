// What somebody's card tells, and to whom (N9).
import { assertEquals } from "@std/assert";
import { assertRefused } from "../support/chat_instances.ts";
import { communityTest } from "../support/community.ts";

communityTest(
  "cards - tell what somebody wishes, and the rooms in common (N9)",
  2,
  async (here) => {
    const [awa, bo] = [await here.person("awa"), await here.person("bo")];
    const { chat } = here.one.instance;
    const other = here.two.instance.chat;
    const card = () => here.settled(other.person(bo.actor, awa.actor.user.id));
    const { pronouns, zone, rooms, moreRooms, name } = await card();
    assertEquals([name, pronouns, zone, moreRooms], ["awa", undefined, undefined, 0]);
    assertEquals(rooms.map((room) => room.name), ["general"]);
    await here.settled(chat.create(awa.actor, { name: "hers" }));
    await here.settled(
      chat.settings(awa.actor, { pronouns: "  she \n her ", zone: "Africa/Dakar" }),
    );
    await here.pass(500);
    const told = await card();
    assertEquals([told.pronouns, told.zone], ["she her", "Africa/Dakar"]);
    assertEquals(told.rooms.map((room) => room.name), ["general"], "a room of one is not common");
    await assertRefused(
      () => here.settled(chat.settings(awa.actor, { pronouns: "x".repeat(41) })),
      "pronouns-too-long",
    );
    await here.settled(chat.settings(awa.actor, { pronouns: "", zone: "" }));
    await here.pass(500);
    assertEquals((await card()).zone, undefined);
    await assertRefused(() => here.settled(other.person(bo.actor, "nobody")), "unknown-user");
  },
);

communityTest(
  "cards - who is muted keeps their pronouns, or takes them away (N9)",
  1,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const bo = await here.person("bo");
    const { chat } = here.one.instance;
    const say = (pronouns: string) => here.settled(chat.settings(bo.actor, { pronouns }));
    await say("he");
    const mute = { id: bo.actor.user.id, duration: "1h", words: "loud" };
    await here.api(here.one, boss, "POST", "/admin/mutes", {
      user: "bo",
      duration: mute.duration,
      reason: mute.words,
    });
    await here.pass(500);
    await say("he");
    await assertRefused(() => say("you all smell"), "muted");
    assertEquals((await say("")).pronouns, "");
  },
);
