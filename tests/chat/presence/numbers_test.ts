import { assertEquals } from "@std/assert";
import { GENERAL } from "../../../lib/protocol/events.ts";
import { roomNumbers } from "../../../lib/protocol/room_preview.ts";
import { oneInstance } from "../../support/one_instance.ts";

/** As long as any of the numbers is kept. */
const KEPT_MS = 60_000;

Deno.test("numbers - are the same wherever they are told, as a guest comes, goes offline and leaves (P8)", async () => {
  const { clock, instance, person, join } = await oneInstance();
  const { administration, chat, identity, previews } = instance;
  const ada = await person("Ada", "administrator");
  await person("Ben");
  await join(ada);

  /** Members, guests and who is here, after all places said the same. */
  const told = async () => {
    await clock.advance(KEPT_MS);
    const door = await clock.runUntil(previews.find(GENERAL)); // before anybody looks at the room
    const { rooms } = await clock.runUntil(chat.rooms(ada, { limit: 10 }));
    const figures = await clock.runUntil(administration.figures(ada));
    const asked = { conversation: GENERAL, limit: 100 };
    const { members: listed, counts } = await clock.runUntil(chat.members(ada, asked));
    const { members, guests, here } = roomNumbers(counts);
    const inPanel = listed.filter(({ role }) => role !== "guest").length;
    assertEquals(
      {
        door: [door?.members, door?.guests, door?.here],
        panel: [inPanel, listed.length - inPanel],
        rooms: rooms.map((room) => [room.members, room.guests, room.here]),
        administration: [figures.members, figures.here],
      },
      {
        door: [members, guests, here],
        panel: [members, guests],
        rooms: [[members, guests, here]],
        administration: [members, here],
      },
    );
    return { members, guests, here };
  };

  assertEquals(await told(), { members: 2, guests: 0, here: 1 });
  const gil = await person("Gil", "guest");
  assertEquals(await told(), { members: 2, guests: 0, here: 1 }, "not here yet");
  const end = await join(gil);
  assertEquals(await told(), { members: 2, guests: 1, here: 2 }, "came");
  end.gone();
  assertEquals(await told(), { members: 2, guests: 0, here: 1 }, "went offline");
  await join(gil);
  assertEquals(await told(), { members: 2, guests: 1, here: 2 }, "came back");
  await clock.runUntil(identity.signOut(gil));
  assertEquals(await told(), { members: 2, guests: 0, here: 1 }, "left");
  const cleo = await join(await person("Cleo"));
  assertEquals(await told(), { members: 3, guests: 0, here: 2 });
  cleo.gone();
  assertEquals(
    await told(),
    { members: 3, guests: 0, here: 1 },
    "who has an account counts, here or not",
  );
  await clock.runUntil(instance.close());
});
