// Names change hands: what stands says how people are called now, and the audit log what was.
import { assert, assertEquals } from "@std/assert";
import { keys } from "../../lib/kv/keys.ts";
import type { ImportRow } from "../../lib/moving/import/rows.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import { type Community, communityTest, PASSWORD, type Somebody } from "../support/community.ts";
import { bringIn } from "../support/importing.ts";
import { giveMerge, sayMerge } from "../support/merging.ts";
import { slackExport } from "../support/slack_export.ts";
import { zipOf } from "../support/zip_of.ts";

function message(text: string) {
  return { conversation: GENERAL, id: crypto.randomUUID(), text, after: 0 };
}

/** Every list that names people beside the audit log, as another instance shows it. */
async function lists(here: Community, boss: Somebody) {
  const { administration, imports } = here.two.instance;
  const of = {
    sanctions: administration.sanctions(boss.actor),
    reports: administration.reports(boss.actor, { open: false, limit: 10 }),
    waiting: administration.waitingMessages(boss.actor),
    appeals: administration.appeals(boss.actor),
    invitations: administration.invitations(boss.actor),
    raid: administration.raid(boss.actor),
    imports: imports.list(boss.actor),
  };
  return await Promise.all(
    Object.entries<Promise<unknown>>(of).map(async ([list, asked]) =>
      [list, JSON.stringify(await here.settled(asked))] as const
    ),
  );
}

/** Olga is in each list: she sanctions, reports, invites, brings in, and something of hers waits. */
async function aLife(here: Community) {
  const boss = await here.person("boss", "administrator");
  const [olga, ben] = [await here.person("Olga", "administrator"), await here.person("ben")];
  const { chat, administration, imports } = here.one.instance;
  const did = <T>(act: Promise<T>) => here.settled(act);
  const { seq } = await did(chat.post(ben.actor, message("not nice")));
  const target = { conversation: GENERAL, target: seq };
  await did(administration.reportMessage(olga.actor, { ...target, words: "see" }));
  await did(administration.makeInvitation(olga.actor, {}));
  await did(administration.mute(olga.actor, { user: "ben", duration: "30d", reason: "hm" }));
  await did(administration.appeal(ben.actor, "why?"));
  await did(imports.announce(olga.actor, { file: "theirs.zip", size: 10 }));
  await did(administration.changeHeldWords(boss.actor, ["casino"]));
  await here.pass(1_000);
  const member = await here.promoted(olga, "member");
  await did(chat.post(member.actor, message("casino"))).catch(() => {}); // it waits
  const { id } = await bringIn(here.kv, await zipOf(slackExport()));
  const run = (await here.kv.get<ImportRow>(keys.import(id))).value!;
  const by = { id: olga.actor.user.id, name: "Olga" };
  await here.kv.commit([], [{ type: "set", key: keys.import(id), value: { ...run, by } }]);
  const again = await here.promoted(member, "administrator");
  await did(administration.beginRaid(again.actor, "2h"));
  await here.pass(1_000);
  return { boss, olga: again, ben, id };
}

communityTest(
  "present names - every list of what stands follows a new name, and loses that of who goes",
  2,
  async (here) => {
    const { boss, olga } = await aLife(here);
    for (const [list, shown] of await lists(here, boss)) {
      assert(shown.includes('"Olga"'), `${list} names her: ${shown}`);
    }
    await here.settled(here.one.identity.changeName(olga.actor, "Petra"));
    await here.pass(1_000);
    for (const [list, shown] of await lists(here, boss)) {
      assert(shown.includes('"Petra"') && !shown.includes("Olga"), `${list}: ${shown}`);
    }
    const journal = await here.settled(
      here.two.instance.administration.readAuditLog(boss.actor, { limit: 50 }),
    );
    const text = JSON.stringify(journal);
    assert(text.includes('"Olga"') && !text.includes("Petra"), "the audit log says what was");

    const json = { password: PASSWORD, messages: "stay" };
    assertEquals((await here.api(here.one, olga, "DELETE", "/me", json)).status, 204);
    await here.pass(1_000);
    for (const [list, shown] of await lists(here, boss)) {
      assert(!/Petra|Olga/.test(shown), `${list}: ${shown}`);
    }
  },
  { rates: false },
);

communityTest(
  "present names - search by a name of before or of now, and one's own data, follow renames and merges",
  2,
  async (here) => {
    const { olga, ben, id } = await aLife(here);
    const { chat } = here.two.instance;
    await here.settled(here.one.instance.chat.post(olga.actor, message("the old pump")));
    const direct = { ...message("hello"), conversation: undefined, to: "Olga" };
    await here.settled(here.one.instance.chat.post(olga.actor, { ...direct, to: "ben" }));
    await here.settled(here.one.identity.changeName(olga.actor, "Petra"));
    await giveMerge(
      here.kv,
      await sayMerge(here.kv, {
        id,
        person: "U01AWA",
        into: { id: olga.actor.user.id, name: "Petra" },
      }),
    );
    await here.pass(60_000);
    const find = async (query: string) => {
      const { hits } = await here.settled(chat.search(ben.actor, { query, limit: 50 }));
      return hits.map(({ event }) => event.kind === "message" ? event.text : "");
    };
    for (const name of ["Olga", "Petra"]) {
      assertEquals(await find(`pump from:${name}`), ["the old pump"], name);
    }
    const { body } = await here.api(here.one, ben, "GET", "/me/data");
    const lines = String(body.text).trim().split("\n").map((line) => JSON.parse(line));
    assertEquals(lines.flatMap((line) => line.with ?? []), ["Petra"], "with whom ben talks");
    const hers = await here.api(here.one, olga, "GET", "/me/data");
    const own = String(hers.body.text).trim().split("\n").map((line) => JSON.parse(line));
    assertEquals(own.find(({ is }) => is === "account").name, "Petra");
    const written = own.filter(({ is }) => is === "message").map(({ text }) => text);
    for (const words of ["the old pump", "Something else"]) {
      assert(written.some((text) => text.includes(words)), `“${words}” is hers`);
    }
  },
  { rates: false },
);
