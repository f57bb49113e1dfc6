// What is left of previews of links, who reads them where, and how often sites are called for them.
import { assert, assertEquals } from "@std/assert";
import { verifyStore } from "../../lib/backup/verify/verify.ts";
import { createKvPieces } from "../../lib/files/kv_pieces.ts";
import type { LogEntry } from "../../lib/log/log.ts";
import { type ExportForm, exportOf } from "../../lib/moving/export/export.ts";
import { ensureGeneral } from "../../lib/store/conversations/conversations.ts";
import { createFileRows } from "../../lib/store/files/file_rows.ts";
import { bringIn } from "../support/importing.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { unzipped } from "../support/zip.ts";
import { asker, parts, read } from "../support/community_files.ts";
import { allRows, wordsLeft } from "../support/gone_words.ts";
import {
  history,
  messageAt,
  MINUTE_MS,
  PLOT,
  PRESS,
  previewed,
  previewTest,
  say,
} from "../support/previewed.ts";

previewTest(
  "L5: M3: what is edited out, deleted or gone meanwhile leaves no word and no picture",
  async (here, site) => {
    const ana = await here.person("ana");
    const { chat } = here.one.instance;
    const bytes = await parts(here);
    const seq = await say(here, ana, PLOT);
    const place = { conversation: "general", target: seq };
    const { previews } = await previewed(here, ana, seq);
    const { id } = previews![0]!.picture!;
    const words = ["The plot", "All of the plot"];
    assertEquals(wordsLeft(await allRows(here.kv), ["The plot"]).length > 0, true);
    await here.settled(chat.edit(ana.actor, { ...place, text: "No link any more" }));
    assertEquals((await read(asker(here, here.two, ana), id))[0], 404, "at once");
    assertEquals((await messageAt(here, ana, seq)).previews, undefined);
    const told = (await history(here, here.two, ana)).findLast(({ kind }) => kind === "preview");
    assertEquals(told?.kind === "preview" && told.previews, [], "who resumes is told none");
    await here.pass(2 * MINUTE_MS);
    assertEquals([wordsLeft(await allRows(here.kv), words), await parts(here)], [[], bytes]);

    const again = await say(here, ana, PRESS);
    await previewed(here, ana, again);
    await here.settled(chat.delete(ana.actor, { conversation: "general", target: again }));
    await here.pass(2 * MINUTE_MS);
    assertEquals(wordsLeft(await allRows(here.kv), ["The press", PRESS]), []);
    assertEquals(await parts(here), bytes);

    // It is deleted while its page is read: nothing is told, and what was kept is swept.
    let target = 0;
    site.meanwhile = async () => {
      site.meanwhile = () => Promise.resolve();
      await chat.delete(ana.actor, { conversation: "general", target });
    };
    target = await say(here, ana, "https://orchard.example/late");
    await here.pass(2 * 60 * MINUTE_MS);
    assertEquals((await messageAt(here, ana, target)).deletedAt !== undefined, true);
    assertEquals([wordsLeft(await allRows(here.kv), ["The late"]), await parts(here)], [[], bytes]);
  },
);

previewTest(
  "L6: the same page is called once for all who link to it within minutes",
  async (here, site) => {
    const [ana, ben] = [await here.person("ana"), await here.person("ben")];
    const first = await say(here, ana, PLOT);
    const one = await previewed(here, ana, first);
    const second = await say(here, ben, PLOT);
    const two = await previewed(here, ben, second);
    assertEquals([site.asked.length, two.previews?.[0]?.title], [2, "The plot"]);
    assert(one.previews![0]!.picture!.id !== two.previews![0]!.picture!.id, "each has its own");
    await say(here, ana, "https://orchard.example/silent");
    await here.pass(10_000);
    await say(here, ben, "https://orchard.example/silent");
    await here.pass(10_000);
    assertEquals(site.pages, 2, "what did not answer is not asked again either");
  },
  1,
);

previewTest(
  "L6: nobody has more pages read than the rate allows, however fast they post",
  async (here, site) => {
    const ana = await here.person("ana");
    for (let n = 0; n < 30; n++) {
      const [one, two, three] = [1, 2, 3].map((k) => `https://site-${n}-${k}.example/silent`);
      await say(here, ana, `${one} ${two} ${three}`);
      await here.pass(1_000);
    }
    await here.pass(20_000);
    const allowed = 20 + 50 / 15;
    assert(site.pages >= 20 && site.pages <= allowed + 2, `${site.pages} pages`);
    const ben = await here.person("ben");
    const seq = await say(here, ben, PLOT);
    await previewed(here, ben, seq);
  },
  1,
);

previewTest(
  "L6: nobody has one site called more often than its rate allows",
  async (here, site) => {
    const people = await Promise.all(["ana", "ben", "cleo"].map((name) => here.person(name)));
    for (let n = 0; n < 12; n++) {
      for (const one of people) {
        await say(
          here,
          one,
          `https://busy.example/silent?${one.actor.user.name}-${n}`,
        );
      }
    }
    await here.pass(20_000);
    assert(site.asked.length >= 20 && site.asked.length <= 30, `${site.asked.length} calls`);
  },
  1,
);

previewTest(
  "M14: a message that moves takes its previews along, with who may read them",
  async (here, _, boss) => {
    const ana = await here.person("ana");
    const { chat } = here.one.instance;
    const room = await here.settled(chat.create(boss.actor, { name: "cellar", private: true }));
    const seq = await say(here, ana, PLOT);
    const { previews } = await previewed(here, ana, seq);
    const { id } = previews![0]!.picture!;
    const { moved } = await here.settled(
      chat.move(boss.actor, { conversation: "general", target: seq, to: room.id }),
    );
    const there = await messageAt(here, boss, moved.seq, { conversation: room.id });
    assertEquals(there.previews, previews);
    assertEquals((await messageAt(here, boss, seq)).previews, undefined);
    assertEquals((await read(asker(here, here.two, boss), id))[0], 200);
    assertEquals((await read(asker(here, here.two, ana), id))[0], 404, "who is not in that room");
  },
);

previewTest("S1: a message is found by the title of the page that it links to", async (here) => {
  const ana = await here.person("ana");
  const seq = await say(here, ana, "https://orchard.example/quincunx");
  await previewed(here, ana, seq);
  await here.pass(5_000);
  const find = async (query: string) => {
    const { hits } = await here.settled(
      here.two.instance.chat.search(ana.actor, { query, limit: 5 }),
    );
    return hits.map(({ event }) => event.seq);
  };
  assertEquals(await find('"the quincunx"'), [seq]);
  await here.settled(here.one.instance.chat.removePreview(ana.actor, {
    conversation: "general",
    target: seq,
    url: "https://orchard.example/quincunx",
  }));
  await here.pass(5_000);
  assertEquals(await find('"the quincunx"'), []);
});

previewTest(
  "X2: an export takes previews along with their pictures, and an import brings them back",
  async (here) => {
    const ana = await here.person("ana");
    const seq = await say(here, ana, PLOT);
    const { previews } = await previewed(here, ana, seq);
    assertEquals((await verifyStore(here.kv)).findings, []);
    const pieces = createKvPieces(here.kv);
    const exported = (form: ExportForm) =>
      exportOf(form, { kv: here.kv, stores: () => pieces, name: "x", at: 1, scope: "all" }, {
        language: "en",
        emojiName: () => undefined,
      }).stream;
    const bytes = new Uint8Array(await new Response(exported("ndjson") as BodyInit).arrayBuffer());
    const kv = new MemoryKv();
    await ensureGeneral(kv, here.clock);
    const { losses } = await bringIn(kv, bytes);
    assertEquals(losses, []);
    assertEquals((await verifyStore(kv)).findings, []);
    const entries = await kv.list<LogEntry>({ prefix: ["log"] }, { limit: 100 });
    const brought = entries.map(({ value }) => value.event)
      .filter((event) => event.kind === "message" && event.previews);
    assertEquals(brought.map((event) => event.kind === "message" && event.previews), [previews]);
    const { file, link } = await createFileRows(kv).linked(previews![0]!.picture!.id);
    assert(file?.row.content?.type === "image/png" && link && "seq" in link);
    assertEquals(link.seq, brought[0]!.seq);
    const pages = [...(await unzipped(exported("site"))).values()]
      .map((bytes) => new TextDecoder().decode(bytes));
    assert(
      pages.some((page) => page.includes(`<a href="${PLOT}" rel="noopener nofollow">The plot`)),
    );
  },
);
