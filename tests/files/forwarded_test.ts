// Files of messages that are forwarded, moved and edited.
import { assert, assertEquals } from "@std/assert";
import { applyChange } from "../../lib/client/apply_change.ts";
import { communityTest } from "../support/community.ts";
import { asker, list, parts, read } from "../support/community_files.ts";
import { noise } from "../support/noise.ts";
import { picture, withSecrets } from "../support/pictures.ts";
import { postFiles, uploadFile } from "../support/uploads.ts";

const HOUR_MS = 3_600_000;

communityTest(
  "files - M12: a forward has files of its own: who reads it reads them, and no more by them",
  2,
  async (here) => {
    const [ana, bruno] = [await here.person("ana"), await here.person("bruno")];
    const { chat } = here.one.instance;
    const room = { name: "secret", private: true };
    const { id: conversation } = await here.settled(chat.create(ana.actor, room));
    const [from, reader] = [asker(here, here.one, ana), asker(here, here.two, bruno)];
    const [id, preview] = [
      await uploadFile(from, "a.png", withSecrets("image/png")),
      await uploadFile(from, "small.webp", picture("image/webp")),
    ];
    const { seq } = await postFiles(from, conversation, [{ id, preview, alt: "Two beds" }]);
    const wish = { conversation, target: seq, into: "general", id: crypto.randomUUID() };
    const placed = await here.settled(chat.forward(ana.actor, wish));
    assertEquals(await here.settled(chat.forward(ana.actor, wish)), placed, "twice is once (D3)");
    const forwarded = async () => {
      const page = { conversation: "general", limit: 5 };
      const { events } = await here.settled(
        here.two.instance.chat.history(bruno.actor, page),
      );
      const event = events.find((one) => one.seq === placed.seq);
      return event?.kind === "message" ? event.files ?? [] : [];
    };
    const [shared] = await forwarded();
    assertEquals([shared?.alt, shared?.type], ["Two beds", "image/png"]);
    for (const one of [shared!.id, shared!.preview!]) {
      assertEquals((await read(reader, one))[0], 200, "what was forwarded");
    }
    for (const one of [id, preview]) assertEquals((await read(reader, one))[0], 404, "the origin");
    assertEquals((await list(reader, "general")).files, [[shared!.id]]);
    const kept = await parts(here);

    // Without the forward, the origin stays as it is.
    const target = { conversation: "general", target: placed.seq };
    await here.settled(chat.delete(ana.actor, target));
    await here.pass(60_000);
    assertEquals((await read(reader, shared!.id))[0], 404);
    assertEquals((await read(from, id))[0], 200);
    assertEquals(await parts(here), kept);
    // Without the origin, what was forwarded goes at once, and its bytes with it (M3).
    const again = await here.settled(
      chat.forward(ana.actor, { ...wish, id: crypto.randomUUID() }),
    );
    placed.seq = again.seq;
    const [second] = await forwarded();
    assertEquals((await read(reader, second!.id))[0], 200);
    await here.settled(chat.delete(ana.actor, { conversation, target: seq }));
    assertEquals((await read(reader, second!.id))[0], 404);
    await here.pass(2 * 60_000);
    assertEquals(await parts(here), 0);
    const rows = await here.kv.list({ prefix: ["file"] }, { limit: 10 });
    assertEquals(rows.map(({ key }) => key), []);
  },
);

communityTest(
  "files - M14: files move with their message: who is in the room that it is in reads them",
  2,
  async (here) => {
    const [mod, bruno] = [await here.person("mod", "moderator"), await here.person("bruno")];
    const { chat } = here.one.instance;
    const hidden = { name: "secret", private: true };
    const { id: to } = await here.settled(chat.create(mod.actor, hidden));
    const { id: open } = await here.settled(chat.create(mod.actor, { name: "open" }));
    await here.settled(chat.join(bruno.actor, { conversation: open }));
    const [from, reader] = [asker(here, here.one, mod), asker(here, here.two, bruno)];
    const id = await uploadFile(from, "a.bin", noise(200_000));
    const { seq } = await postFiles(from, open, [{ id }], "look");
    assertEquals((await read(reader, id))[0], 200);
    const { moved } = await here.settled(
      chat.move(mod.actor, { conversation: open, target: seq, to }),
    );
    assertEquals((await read(reader, id))[0], 404, "it is where he is not");
    assertEquals((await read(from, id))[1].length, 200_000);
    await here.pass(2 * HOUR_MS);
    assertEquals((await read(from, id))[0], 200, "nothing sweeps it");
    assertEquals([(await list(from, open)).files, (await list(from, to)).files], [[], [[id]]]);
    await here.settled(
      chat.delete(mod.actor, { conversation: to, target: moved.seq }),
    );
    await here.pass(60_000);
    assertEquals((await read(from, id))[0], 404);
    assertEquals(await parts(here), 0);
  },
);

communityTest(
  "files - M1: a message with files may lose its words, one without may not",
  1,
  async (here) => {
    const ana = await here.person("ana");
    const { chat } = here.one.instance;
    const from = asker(here, here.one, ana);
    const { seq } = await postFiles(
      from,
      "general",
      [{ id: await uploadFile(from, "a.bin", noise(10)) }],
      "look",
    );
    const end = await here.connect(here.one, ana);
    const place = { conversation: "general", target: seq };
    await here.settled(chat.edit(ana.actor, { ...place, text: " " }));
    const { events } = await here.settled(
      chat.history(ana.actor, { conversation: "general", limit: 5 }),
    );
    const event = events.find((one) => one.seq === seq);
    assert(event?.kind === "message");
    assertEquals([event.text, event.version, event.files?.length, event.deletedAt], [
      "",
      1,
      1,
      undefined,
    ]);
    await here.pass(1_000);
    const pushed = end.pushes("events").flatMap(({ events }) => events).at(-1);
    assert(pushed?.kind === "edit");
    const shown = applyChange({ ...event, text: "look", changed: undefined }, pushed);
    assertEquals([shown.text, shown.files?.length, shown.deletedAt], ["", 1, undefined]);
    const message = { conversation: "general", id: crypto.randomUUID(), text: "a", after: 0 };
    const plain = await here.settled(chat.post(ana.actor, message));
    const refused = await here.api(
      here.one,
      ana,
      "PATCH",
      `/conversations/general/messages/${plain.seq}`,
      { text: " " },
    );
    assertEquals(refused.status, 400);
  },
);
