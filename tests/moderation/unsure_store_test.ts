// A remote store may apply a commit and say no, or say nothing: each act still happens once.
import { assertEquals } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { type CommitResult, type Kv, Unavailable } from "../../lib/kv/kv.ts";
import { Community, type Somebody } from "../support/community.ts";

/** What becomes of a commit that writes in the journal, the next one alone. */
const FAULTS: Record<string, (apply: () => Promise<CommitResult>) => Promise<CommitResult>> = {
  "applied, but it says no": async (apply) => {
    await apply();
    return { ok: false };
  },
  "applied, and the answer is lost": async (apply) => {
    await apply();
    throw new Unavailable("no answer");
  },
  "not applied, and nothing is heard": () => Promise.reject(new Unavailable("no answer")),
};

type Act = (here: Community, boss: Somebody) => Promise<unknown>;
const ACTS: Record<string, Act> = {
  kick: ({ one }, boss) =>
    one.instance.administration.kick(boss.actor, { user: "zed", duration: "1h" }),
  ban: ({ one }, boss) => one.instance.administration.ban(boss.actor, { user: "zed" }),
  role: ({ one }, boss) =>
    one.instance.administration.giveRole(boss.actor, { user: "zed", role: "moderator" }),
  settings: ({ one }, boss) =>
    one.instance.administration.changeSettings(boss.actor, { guests: false }),
  "invitation-made": ({ one }, boss) => one.instance.administration.makeInvitation(boss.actor, {}),
  "room-quieted": ({ one }, boss) =>
    one.instance.administration.changeRoom(boss.actor, GENERAL, { readOnly: true }),
  notice: ({ one }, boss) => one.instance.administration.sendNotice(boss.actor, { text: "hello" }),
  shutdown: ({ one }, boss) => one.instance.administration.planShutdown(boss.actor, { in: "1d" }),
};

for (const [fault, become] of Object.entries(FAULTS)) {
  Deno.test(`unsure store - ${fault}: each act happens once, and is written down once`, async () => {
    const here = new Community();
    let next: typeof become | undefined;
    here.through = (kv): Kv => ({
      get: kv.get.bind(kv),
      getMany: kv.getMany.bind(kv),
      list: kv.list.bind(kv),
      watch: kv.watch.bind(kv),
      close: kv.close.bind(kv),
      maxChecks: kv.maxChecks,
      commit(checks, mutations) {
        const apply = () => kv.commit(checks, mutations);
        const told = next && mutations.some(({ key }) => key[0] === "journal");
        if (!told || !next) return apply();
        const [faulty] = [next, next = undefined];
        return faulty(apply);
      },
    });
    await here.open("instance-1");
    const boss = await here.person("boss", "administrator");
    await here.person("zed");
    for (const [act, run] of Object.entries(ACTS)) {
      next = become;
      await here.settled(run(here, boss));
      assertEquals(next, undefined, `${act} met the fault`);
    }
    const { administration } = here.one.instance;
    const { entries } = await here.settled(administration.readAuditLog(boss.actor, { limit: 50 }));
    assertEquals(entries.map((entry) => entry.act).sort(), Object.keys(ACTS).sort());
    const kinds = (await here.settled(administration.sanctions(boss.actor))).map(({ kind }) =>
      kind
    );
    assertEquals(kinds.sort(), ["ban", "kick"]);
    assertEquals((await here.settled(administration.settings())).guests, false);
    assertEquals((await here.settled(administration.invitations(boss.actor))).length, 1);
    await here.close();
  });
}
