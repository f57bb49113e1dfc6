import { assert, assertEquals } from "@std/assert";
import { ROLES } from "../../lib/protocol/events.ts";
import { asciiOf } from "../../lib/pictures/bytes.ts";
import { communityTest, type Somebody } from "../support/community.ts";
import { asker, list, parts, read } from "../support/community_files.ts";
import { film } from "../support/films.ts";
import { noise } from "../support/noise.ts";
import { picture, SECRETS, withSecrets } from "../support/pictures.ts";
import { askApi, postFiles, uploadFile } from "../support/uploads.ts";

const HOUR_MS = 3_600_000;

communityTest(
  "files - F2: whoever is in the room reads its files on every instance, nobody else, whatever their role",
  2,
  async (here) => {
    const owner = await here.person("owner");
    const { chat } = here.one.instance;
    const room = await here.settled(chat.create(owner.actor, { name: "secret", private: true }));
    const { id: conversation } = room;
    const from = asker(here, here.one, owner);
    const id = await uploadFile(from, "a.bin", noise(300_000));
    await postFiles(from, conversation, [{ id }]);
    for (const role of ROLES) {
      const person = await here.person(`some ${role}`, role);
      for (const place of [here.one, here.two]) {
        assertEquals((await read(asker(here, place, person), id))[0], 404, `${role}, outside`);
      }
      const asked = { conversation, user: `some ${role}` };
      await here.settled(chat.invite(owner.actor, asked));
      await here.settled(chat.join(person.actor, { conversation }));
      for (const place of [here.one, here.two]) {
        const [status, bytes] = await read(asker(here, place, person), id);
        assertEquals([status, bytes.length], [200, 300_000], `${role}, in the room`);
      }
      await here.settled(chat.leave(person.actor, { conversation }));
      await here.pass(1_000);
      for (const place of [here.one, here.two]) {
        assertEquals((await read(asker(here, place, person), id))[0], 404, `${role}, who has left`);
      }
    }
    const stranger = { ...from, token: "nobody" };
    assertEquals((await read(stranger, id))[0], 401);
  },
);

communityTest(
  "files - F2: of a public room, whoever may look into it reads its files, until it is closed",
  2,
  async (here) => {
    const owner = await here.person("owner", "moderator");
    const outside = await here.person("outside");
    const { chat, administration } = here.one.instance;
    const room = await here.settled(chat.create(owner.actor, { name: "plot" }));
    const from = asker(here, here.one, owner);
    const id = await uploadFile(from, "a.bin", noise(1_000));
    await postFiles(from, room.id, [{ id }]);
    const statuses = () =>
      Promise.all(
        [here.one, here.two].map(async (place) => (await read(asker(here, place, outside), id))[0]),
      );
    assertEquals(await statuses(), [200, 200]);
    await here.settled(administration.changeRoom(owner.actor, room.id, { closed: true }));
    assertEquals(await statuses(), [404, 404]);
    assertEquals((await read(from, id))[0], 200, "who is in it");
    assertEquals((await read({ ...from, token: "nobody" }, id))[0], 401);
  },
);

communityTest(
  "files - M3: with its message a file is gone for everyone at once, and its bytes soon",
  2,
  async (here) => {
    const [ana, bruno] = [await here.person("ana"), await here.person("bruno")];
    const [from, reader] = [asker(here, here.one, ana), asker(here, here.two, bruno)];
    const [id, preview, kept] = [
      await uploadFile(from, "a.png", withSecrets("image/png")),
      await uploadFile(from, "small.webp", picture("image/webp")),
      await uploadFile(from, "kept.bin", noise(200_000)),
    ];
    const { seq } = await postFiles(from, "general", [{ id, preview }, { id: kept }], "look");
    await here.pass(2 * HOUR_MS); // what sweeps sees that they were sent
    for (const one of [id, preview, kept]) assertEquals((await read(reader, one))[0], 200);
    const before = await parts(here);
    await here.settled(
      here.one.instance.chat.delete(ana.actor, { conversation: "general", target: seq }),
    );
    for (const one of [id, preview, kept]) assertEquals((await read(reader, one))[0], 404);
    const { events } = await here.settled(
      here.two.instance.chat.history(bruno.actor, { conversation: "general", limit: 20 }),
    );
    assert(!JSON.stringify(events).includes("kept.bin"), "no name is left");
    await here.pass(60_000);
    assert(before > 0);
    assertEquals(await parts(here), 0, "no byte is left");
    const rows = await here.kv.list({ prefix: ["file"] }, { limit: 10 });
    assertEquals(rows.map(({ key }) => key), []);
    const sums = await here.kv.list<number>({ prefix: ["file_bytes"] }, { limit: 10 });
    assertEquals(sums.reduce((sum, { value }) => sum + value, 0), 0, "and none is counted");
  },
);

communityTest(
  "files - M11: past its time a message's file is not read, even if nobody has removed it",
  1,
  async (here) => {
    const [ana, bruno] = [await here.person("ana"), await here.person("bruno")];
    const { chat } = here.one.instance;
    const { id: conversation } = await here.settled(chat.create(ana.actor, { name: "brief" }));
    await here.settled(chat.join(bruno.actor, { conversation }));
    await here.settled(chat.vanish(ana.actor, { conversation, afterMs: 60_000 }));
    const from = asker(here, here.one, ana);
    const id = await uploadFile(from, "a.bin", noise(10));
    await postFiles(from, conversation, [{ id }]);
    const reader = asker(here, here.one, bruno);
    assertEquals((await read(reader, id))[0], 200);
    await here.settled(here.one.instance.jobs.stop());
    await here.pass(59_000);
    assertEquals((await read(reader, id))[0], 200);
    await here.pass(1_100);
    assertEquals((await read(reader, id))[0], 404);
  },
);

communityTest(
  "files - F1: what is not sent within an hour is swept, what is written or sent is not",
  1,
  async (here) => {
    const ana = await here.person("ana");
    const from = asker(here, here.one, ana);
    const [idle, sent] = [
      await uploadFile(from, "idle.bin", noise(200_000)),
      await uploadFile(from, "sent.bin", noise(10)),
    ];
    await postFiles(from, "general", [{ id: sent }]);
    await here.pass(HOUR_MS - 60_000);
    const state = (id: string) => askApi(from, "GET", `/api/v1/files/${id}`);
    assertEquals((await state(idle)).status, 200);
    assertEquals((await state(sent)).status, 404, "it is the message's now");
    await here.pass(120_000);
    assertEquals((await state(idle)).status, 404);
    assertEquals((await read(from, sent))[0], 200);
    assertEquals(await parts(here), 1);
  },
);

communityTest(
  "files - F3: what a client did not remove the server does, and the message says what it found",
  1,
  async (here) => {
    const ana = await here.person("ana");
    const from = asker(here, here.one, ana);
    for (const type of ["image/jpeg", "image/png", "image/webp"] as const) {
      const bytes = withSecrets(type, 6);
      assert(SECRETS.some((one) => asciiOf(bytes).includes(one)));
      const id = await uploadFile(from, "holiday.html", bytes);
      const { seq } = await postFiles(from, "general", [{ id, alt: "  A tree " }]);
      const [, clean] = await read(from, id);
      assertEquals(SECRETS.filter((one) => asciiOf(clean).includes(one)), [], type);
      const { events } = await here.settled(
        here.one.instance.chat.history(ana.actor, {
          conversation: "general",
          after: seq - 1,
          limit: 1,
        }),
      );
      const [event] = events;
      assert(event?.kind === "message");
      const ending = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp" }[type];
      assertEquals(event.files, [{
        id,
        name: `holiday.html.${ending}`,
        type,
        size: clean.length,
        width: 4,
        height: 6,
        alt: "A tree",
        placeRemoved: true,
      }]);
    }
    const id = await uploadFile(from, "walk.mp4", film());
    await postFiles(from, "general", [{ id }]);
    assertEquals(asciiOf((await read(from, id))[1]).includes("48.85"), false, "of a film");
    await here.pass(2 * HOUR_MS);
    const blobs = new Set(
      (await here.kv.list({ prefix: ["file_part"] }, { limit: 100 })).map(({ key }) => key[1]),
    );
    assertEquals(blobs.size, 4, "what told the place is nowhere any more");
  },
);

communityTest(
  "files - M13: who was added to a group later reads no file of before",
  1,
  async (here) => {
    const people = { ana: await here.person("ana"), ben: await here.person("ben") };
    await here.person("cleo");
    const [dan, eve] = [await here.person("dan"), await here.person("eve")];
    const { chat } = here.one.instance;
    const asked = { people: ["ben", "cleo"] };
    const { id: conversation } = await here.settled(chat.openWith(people.ana.actor, asked));
    const from = asker(here, here.one, people.ana);
    const before = await uploadFile(from, "before.bin", noise(10));
    await postFiles(from, conversation, [{ id: before }]);
    const add = (user: string, all: boolean) =>
      here.settled(chat.add(people.ben.actor, { conversation, user, all }));
    await add("dan", false);
    await add("eve", true);
    const after = await uploadFile(from, "after.bin", noise(10));
    await postFiles(from, conversation, [{ id: after }]);
    const status = async (who: Somebody, id: string) =>
      (await read(asker(here, here.one, who), id))[0];
    assertEquals(await status(people.ben, before), 200);
    assertEquals([await status(dan, before), await status(dan, after)], [404, 200]);
    assertEquals([await status(eve, before), await status(eve, after)], [200, 200]);
    const [older] = (await here.settled(
      chat.history(people.ana.actor, { conversation, limit: 50 }),
    )).events.filter(({ kind }) => kind === "message");
    const reply = { conversation, id: crypto.randomUUID(), text: "Look", replyTo: older?.seq };
    await here.settled(chat.post(people.ana.actor, reply));
    const quoted = async ({ actor }: Somebody) => {
      const page = await here.settled(chat.history(actor, { conversation, limit: 1 }));
      return Object.values(page.quotes ?? {}).map(({ file, hidden }) => [file?.name, hidden]);
    };
    assertEquals(await quoted(eve), [["before.bin", undefined]]);
    assertEquals(await quoted(dan), [[undefined, true]]);
    const listed = async (who: Somebody) =>
      (await list(asker(here, here.one, who), conversation)).files;
    assertEquals(await listed(dan), [[after]]);
    assertEquals(await listed(eve), [[after], [before]]);
  },
);

communityTest(
  "files - what was shared is listed by kind, the newest first, by pages, and not once it is gone",
  2,
  async (here) => {
    const ana = await here.person("ana");
    const from = asker(here, here.one, ana);
    const upload = (name: string, bytes = noise(20)) => uploadFile(from, name, bytes);
    const post = (...files: { id: string; [name: string]: unknown }[]) =>
      postFiles(from, "general", files);
    const paper = await upload("a.bin");
    await post({ id: paper });
    const image = await upload("b.png", picture("image/png"));
    const beside = await upload("c.bin");
    const { seq } = await post({ id: image }, { id: beside });
    const last = await upload("d.bin");
    await post({ id: last });
    const there = asker(here, here.two, ana);
    assertEquals(await list(there, "general"), {
      files: [[last], [image, beside], [paper]],
      next: undefined,
    });
    assertEquals((await list(there, "general", "kind=picture")).files, [[image, beside]]);
    assertEquals((await list(there, "general", "kind=voice")).files, []);
    const first = await list(there, "general", "kind=file&limit=2");
    assertEquals(first, { files: [[last], [image, beside]], next: seq });
    const rest = await list(there, "general", `kind=file&limit=2&before=${first.next}`);
    assertEquals(rest, { files: [[paper]], next: undefined });
    const { chat } = here.one.instance;
    await here.settled(chat.delete(ana.actor, { conversation: "general", target: seq }));
    assertEquals((await list(there, "general")).files, [[last], [paper]]);
    assertEquals(
      (await askApi(there, "GET", "/api/v1/conversations/general/files?kind=x")).status,
      400,
    );
  },
);
