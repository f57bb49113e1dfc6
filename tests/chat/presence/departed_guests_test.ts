import { assertEquals } from "@std/assert";
import { OFFLINE_GRACE_MS } from "../../../lib/protocol/limits.ts";
import { oneInstance } from "../../support/one_instance.ts";

async function community() {
  const fixture = await oneInstance();
  const { clock, instance, person, join } = fixture;
  const [ada, ben] = [await person("Ada"), await person("Ben")];
  const guests = [await person("Gil", "guest"), await person("Noor", "guest")];
  const look = async () => {
    await clock.advance(OFFLINE_GRACE_MS + 1_000);
    const asked = { conversation: "general", limit: 100 };
    const { members, counts } = await clock.runUntil(instance.chat.members(ada, asked));
    return [members.map(({ name, state }) => `${name} ${state}`).sort(), counts];
  };
  await join(ada);
  return { ...fixture, ada, ben, guests, look };
}

Deno.test("departed guests - are in no list and no count until they come back (P8)", async () => {
  const { clock, instance, guests: [gil], look, join } = await community();
  if (!gil) throw new Error("no guest");
  const members = ["Ada online", "Ben offline"];
  assertEquals(await look(), [members, { online: 1, away: 0, offline: 1 }]);
  const end = await join(gil);
  assertEquals(await look(), [[...members, "Gil online"], {
    online: 2,
    away: 0,
    offline: 1,
    guests: 1,
  }]);
  end.gone();
  assertEquals(await look(), [members, { online: 1, away: 0, offline: 1 }]);
  await join(gil);
  assertEquals(await look(), [[...members, "Gil online"], {
    online: 2,
    away: 0,
    offline: 1,
    guests: 1,
  }]);
  await clock.runUntil(instance.close());
});

Deno.test("departed guests - are not counted in the list of rooms either (P8)", async () => {
  const { clock, instance, ada, guests: [gil], look, join } = await community();
  if (!gil) throw new Error("no guest");
  const listed = async () => {
    await clock.advance(60_000); // the count is kept for a while
    const { rooms } = await clock.runUntil(instance.chat.rooms(ada, { limit: 10 }));
    return rooms.map(({ members }) => members);
  };
  await look();
  assertEquals(await listed(), [2]);
  await join(gil);
  await look();
  assertEquals(await listed(), [2], "a guest is none, here or not");
  await clock.runUntil(instance.close());
});

Deno.test("departed guests - a stranger is told the numbers that the room itself tells (P8)", async () => {
  const { clock, instance, guests: [gil], look, join } = await community();
  if (!gil) throw new Error("no guest");
  const told = async () => {
    await clock.advance(60_000); // a preview is kept for a while
    const room = await clock.runUntil(instance.previews.find("general"));
    return [room?.members, room?.guests, room?.here, room?.people.map(({ name }) => name).sort()];
  };
  assertEquals(await told(), [2, 0, 1, ["Ada"]], "nobody looked at the room's members yet");
  const end = await join(gil);
  await look();
  assertEquals(await told(), [2, 1, 2, ["Ada", "Gil"]]);
  end.say({ type: "presence", state: "away" });
  await look();
  assertEquals(await told(), [2, 1, 1, ["Ada"]], "who is away is not here");
  end.gone();
  await look();
  assertEquals(await told(), [2, 0, 1, ["Ada"]]);
  await clock.runUntil(instance.close());
});

Deno.test("departed guests - who became members stay in the lists (P8)", async () => {
  const { clock, instance, guests: [gil], look } = await community();
  if (!gil) throw new Error("no guest");
  await instance.users.update(gil.user.id, (user) => ({ ...user, role: "member" }));
  assertEquals(await look(), [["Ada online", "Ben offline", "Gil offline"], {
    online: 1,
    away: 0,
    offline: 2,
  }]);
  await clock.runUntil(instance.close());
});

Deno.test("departed members - who deletes their account is in no list and no count (P5)", async () => {
  const { clock, instance, ben, look, join } = await community();
  await join(ben);
  assertEquals((await look())[1], { online: 2, away: 0, offline: 0 });
  await clock.runUntil(instance.identity.deleteAccount(ben, "", "stay"));
  assertEquals(await look(), [["Ada online"], { online: 1, away: 0, offline: 0 }]);
  await clock.runUntil(instance.close());
});
