// Link previews in rooms, as they come and go, on instances that share a store.
import { assert, assertEquals } from "@std/assert";
import { communityTest } from "../support/community.ts";
import { asker, read } from "../support/community_files.ts";
import {
  history,
  messageAt,
  MINUTE_MS,
  nothingComes,
  PLOT,
  PRESS,
  previewed,
  previewTest,
  say,
} from "../support/previewed.ts";

communityTest(
  "link previews - L1: nothing is called until an administrator wants it",
  1,
  async (here) => {
    const ana = await here.person("ana");
    const { body } = await here.api(here.one, ana, "GET", "/settings");
    assertEquals(body.previews, false);
    const seq = await say(here, ana, PLOT);
    await here.pass(15_000);
    assertEquals((await messageAt(here, ana, seq, { place: here.one })).previews, undefined);
    assertEquals(await here.kv.list({ prefix: ["job"] }, { limit: 10 }), [], "nor planned");
  },
  { calls: { fetch: () => Promise.reject(new Error("called")) } },
);

previewTest("L1: a page is read once, and told to all as one event", async (here, site, boss) => {
  const ana = await here.person("ana");
  const listening = await here.connect(here.two, boss);
  const seq = await say(here, ana, `Look: ${PLOT} and ${PRESS}`);
  const { previews, text } = await previewed(here, ana, seq);
  assertEquals(text, `Look: ${PLOT} and ${PRESS}`);
  assertEquals(
    previews?.map(({ url, site, title, description }) => [url, site, title, description]),
    [
      [PLOT, "orchard.example", "The plot", "All of the plot"],
      [PRESS, "orchard.example", "The press", "All of the press"],
    ],
  );
  assertEquals(site.pages, 2);
  await here.pass(500);
  const pushed = listening.events("general").filter(({ kind }) => kind === "preview");
  assertEquals(pushed.map((event) => event.kind === "preview" && event.previews), [previews]);
  // The log holds no words of it: only the message does.
  const told = (await history(here, here.one, ana)).filter(({ kind }) => kind === "preview");
  assertEquals(told.map((event) => event.kind === "preview" && event.previews), [previews]);
  const rows = await here.kv.list({ prefix: ["log"] }, { limit: 100 });
  const holding = rows.filter(({ value }) => JSON.stringify(value).includes("The plot"));
  assertEquals(holding.length, 1);
  await nothingComes(here, site);
});

previewTest(
  "L2: whoever reads the room reads the picture, from here, and nobody else",
  async (here, _, boss) => {
    const ana = await here.person("ana");
    const { chat } = here.one.instance;
    const room = { name: "cellar", private: true };
    const { id } = await here.settled(chat.create(boss.actor, room));
    const seq = await say(here, boss, PLOT, id);
    const { previews } = await previewed(here, boss, seq, id);
    const { picture } = previews![0]!;
    assert(picture);
    assertEquals([picture.width, picture.height], [6, 4]);
    assertEquals((await read(asker(here, here.two, boss), picture.id))[0], 200);
    assertEquals((await read(asker(here, here.two, ana), picture.id))[0], 404);
  },
);

previewTest(
  "L3: not for guests and bots, not between people, not for our own words",
  async (here, site, boss) => {
    const [ana, guest] = [await here.person("ana"), await here.person("gust", "guest")];
    await here.person("ben");
    await say(here, guest, PLOT);
    const { body: made } = await here.api(here.one, boss, "POST", "/bots", {
      name: "Robot",
      scopes: ["read", "write"],
      rooms: ["general"],
    });
    const bot = { token: String(made.token), address: "198.18.9.9" };
    const posted = await here.api(here.one, bot, "POST", "/messages", {
      conversation: "general",
      id: crypto.randomUUID(),
      text: PLOT,
    });
    assertEquals(posted.status, 201, JSON.stringify(posted.body));
    const direct = { to: "ben", id: crypto.randomUUID(), text: PLOT };
    await here.settled(here.one.instance.chat.post(ana.actor, direct));
    await say(here, ana, `<${PLOT}> \`${PLOT}\` ||${PLOT}||`);
    await nothingComes(here, site);
    const seq = await say(here, ana, PLOT);
    await previewed(here, ana, seq);
  },
);

previewTest(
  "L4: an author takes a preview off, a moderator too, nobody else; it does not come again",
  async (here, site, boss) => {
    const [ana, ben] = [await here.person("ana"), await here.person("ben")];
    const { chat } = here.one.instance;
    const seq = await say(here, ana, `${PLOT} ${PRESS}`);
    const { previews } = await previewed(here, ana, seq);
    const place = { conversation: "general", target: seq };
    const url = PLOT;
    const path = `/conversations/general/messages/${seq}/preview?url=${encodeURIComponent(url)}`;
    assertEquals((await here.api(here.two, ben, "DELETE", path)).status, 403);
    assertEquals((await here.api(here.two, ana, "DELETE", path)).status, 200);
    assertEquals((await here.api(here.two, ana, "DELETE", path)).status, 200, "harmless twice");
    const after = await messageAt(here, ben, seq);
    assertEquals(after.previews?.map((one) => one.url), [PRESS]);
    await here.pass(MINUTE_MS);
    assertEquals((await read(asker(here, here.two, ana), previews![0]!.picture!.id))[0], 404);
    assertEquals((await read(asker(here, here.two, ana), previews![1]!.picture!.id))[0], 200);

    // An edit that adds a link has that one read alone.
    const other = "https://orchard.example/cider";
    await here.settled(chat.edit(ana.actor, { ...place, text: `${PLOT} ${PRESS} ${other}` }));
    const edited = await previewed(here, ana, seq);
    assertEquals(edited.previews?.map((one) => one.url), [PRESS, other]);
    await here.settled(chat.removePreview(boss.actor, { ...place, url: PRESS }));
    assertEquals((await messageAt(here, ben, seq)).previews?.map((one) => one.url), [other]);
    await here.settled(chat.edit(ana.actor, { ...place, text: "no link" }));
    await here.pass(MINUTE_MS);
    await here.settled(chat.edit(ana.actor, { ...place, text: `${PLOT} ${PRESS}` }));
    await here.pass(MINUTE_MS);
    assertEquals((await messageAt(here, ben, seq)).previews, undefined, "an edit brings none back");
    const { body } = await here.api(here.one, boss, "GET", "/admin/journal");
    assert(JSON.stringify(body).includes("preview-removed"), "what moderators do is written down");
    await nothingComes(here, site);
  },
);

previewTest("words that messages wait for come by no page", async (here, site, boss) => {
  const ana = await here.person("ana");
  const { status } = await here.api(here.one, boss, "PUT", "/admin/held-words", {
    words: ["casino", "roulette", "baccarat", "poker"],
  });
  assertEquals(status, 200);
  await here.pass(1_000);
  const { id: cellar } = await here.settled(
    here.one.instance.chat.create(ana.actor, { name: "cellar", private: true }),
  );
  const heads = [
    `<meta property="og:title" content="Big casino">`,
    `<meta property="og:description" content="All of roulette">`,
    `<meta property="og:site_name" content="Baccarat">`,
    `<meta property="og:image:alt" content="A table for poker">`,
  ];
  for (const [n, head] of heads.entries()) {
    site.head = head;
    const link = `https://orchard.example/${n}`;
    const seq = await say(here, ana, link);
    await here.pass(15_000);
    assert(site.asked.includes(link), "the page was read");
    assertEquals((await messageAt(here, ana, seq)).previews, undefined, head);
    // Whoever keeps order is trusted, and what is private is nobody's to look at.
    assert((await previewed(here, boss, await say(here, boss, link))).previews);
    assert((await previewed(here, ana, await say(here, ana, link, cellar), cellar)).previews);
  }
  site.head = "";
  assert((await previewed(here, ana, await say(here, ana, PLOT))).previews);
});
