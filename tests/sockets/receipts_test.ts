import { assertEquals } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { MAX_SHOWN_READERS } from "../../lib/protocol/limits.ts";
import type { Community, Somebody } from "../support/community.ts";
import { communityTest } from "../support/community.ts";

/** A room on two instances, with a message, that two people look at. */
async function lookedAt(here: Community) {
  const [ana, ben] = [await here.person("ana"), await here.person("ben")];
  const { chat } = here.one.instance;
  const { id: conversation } = await here.settled(chat.create(ana.actor, { name: "garden" }));
  await here.settled(chat.join(ben.actor, { conversation }));
  const say = async (text: string) => {
    const id = crypto.randomUUID();
    return (await here.settled(chat.post(ana.actor, { conversation, id, text, after: 0 }))).seq;
  };
  const look = async (end: Awaited<ReturnType<Community["connect"]>>, at: string) => {
    const ref = end.ask({ type: "members", conversation: at });
    await here.pass(1_000);
    const reply = end.reply(ref);
    if (!reply.ok) throw new Error(JSON.stringify(reply));
    return new Map((reply.members as Member[]).map(({ id, read }) => [id, read]));
  };
  const connect = async (who: Somebody, n: 0 | 1) => {
    const end = await here.connect(here.places[n]!, who);
    return {
      end,
      look: (at = conversation) => look(end, at),
      told: (of: Somebody) => toldOf(end, of),
    };
  };
  const read = async ({ actor }: Somebody, seq: number) => {
    await here.settled(here.two.instance.chat.read(actor, { conversation, seq }));
    await here.pass(3_000);
  };
  return { ana, ben, chat, conversation, say, connect, read };
}

type Member = { id: string; read?: { seq: number; at?: number } };

function toldOf(end: Awaited<ReturnType<Community["connect"]>>, { actor }: Somebody) {
  return end.pushes("read").filter(({ user }) => user === actor.user.id);
}

communityTest(
  "receipts - of a small room, who looks at it is told how far the others read, and when (M15)",
  2,
  async (here) => {
    const { ana, ben, say, connect, read } = await lookedAt(here);
    const [hers, elsewhere] = [await connect(ana, 0), await connect(ana, 0)];
    await hers.look();
    const seq = await say("the plan");
    const before = here.clock.now();
    await read(ben, seq);
    const [told, ...more] = hers.told(ben);
    assertEquals([told?.seq, more.length, elsewhere.told(ben).length], [seq, 0, 0]);
    assertEquals((told?.at ?? 0) - before < 1_000, true, "when he read, not when it was told");
    assertEquals((await elsewhere.look()).get(ben.actor.user.id), { seq, at: told?.at });
    const late = await connect(ben, 1);
    assertEquals(
      (await late.look()).get(ben.actor.user.id),
      undefined,
      "nobody is shown to themself",
    );
  },
);

communityTest(
  "receipts - who comes in has read nothing until they look, in general and where they join (M15)",
  2,
  async (here) => {
    const { ana, chat, say, connect, conversation } = await lookedAt(here);
    const hers = await connect(ana, 0);
    const post = (text: string) =>
      chat.post(ana.actor, { conversation: GENERAL, id: crypto.randomUUID(), text, after: 0 });
    const [welcome, plan] = [(await here.settled(post("welcome"))).seq, await say("the plan")];
    const zoe = await here.person("zoe", "guest");
    const joined = await here.settled(chat.join(zoe.actor, { conversation }));
    assertEquals([joined.unread, joined.unseen], [0, true]);
    const places = [[conversation, joined.head], [GENERAL, welcome]] as const;
    // Before and after the marks are written.
    const connected = await connect(zoe, 1);
    const shown = () => Promise.all(places.map(([id]) => hers.look(id)));
    for (let times = 0; times < 2; times++) {
      for (const members of await shown()) assertEquals(members.get(zoe.actor.user.id), undefined);
      await here.pass(15_000);
    }
    // A real look at the same end is told, and stays.
    const { told } = hers;
    for (const [id, seq] of places) {
      await hers.look(id); // one is told of the conversation whose members one looks at
      connected.end.ask({ type: "read", conversation: id, seq });
      await here.pass(3_000);
      assertEquals(told(zoe).at(-1), { ...told(zoe).at(-1), conversation: id, seq });
      assertEquals((await hers.look(id)).get(zoe.actor.user.id)?.seq, seq);
      const { conversations } = await here.settled(chat.sync(zoe.actor));
      assertEquals(conversations.find((one) => one.id === id)?.unseen, undefined);
    }
    assertEquals(plan < joined.head, true);
  },
);

communityTest(
  "receipts - what many read at once is told together, in one push of each (M15)",
  2,
  async (here) => {
    const { ana, ben, say, connect, conversation, chat } = await lookedAt(here);
    const zoe = await here.person("zoe");
    await here.settled(chat.join(zoe.actor, { conversation }));
    const hers = await connect(ana, 0);
    await hers.look();
    const seqs = [await say("one"), await say("two"), await say("three")];
    for (const seq of seqs) {
      for (const { actor } of [ben, zoe]) {
        await here.settled(here.two.instance.chat.read(actor, { conversation, seq }));
      }
      await here.pass(100);
    }
    await here.pass(3_000);
    assertEquals(hers.told(ben).map(({ seq }) => seq), [seqs[2]]);
    assertEquals(hers.told(zoe).map(({ seq }) => seq), [seqs[2]]);
  },
);

communityTest(
  "receipts - a room that grows beyond 20 people shows nobody any more (M15)",
  2,
  async (here) => {
    const { ana, ben, chat, say, connect, conversation, read } = await lookedAt(here);
    const hers = await connect(ana, 0);
    await hers.look();
    for (let n = 2; n < MAX_SHOWN_READERS; n++) {
      const { actor } = await here.person(`p${n}`);
      await here.settled(chat.join(actor, { conversation }));
    }
    const first = await say("twenty");
    await read(ben, first);
    assertEquals(hers.told(ben).map(({ seq }) => seq), [first], "of twenty people it is shown");
    assertEquals((await hers.look()).get(ben.actor.user.id)?.seq, first);
    const one = await here.person("one more");
    await here.settled(here.two.instance.chat.join(one.actor, { conversation }));
    await here.pass(1_000);
    await read(ben, await say("twenty-one"));
    assertEquals(hers.told(ben).length, 1, "of twenty-one it is not");
    assertEquals([...(await hers.look()).values()].filter(Boolean), []);
  },
);

communityTest(
  "receipts - who turns them off is forgotten by all who see them, and sees nobody (M15)",
  2,
  async (here) => {
    const { ana, ben, say, connect, read, conversation } = await lookedAt(here);
    const [hers, his] = [await connect(ana, 0), await connect(ben, 1)];
    const ref = his.end.ask({
      type: "send",
      to: "ana",
      id: crypto.randomUUID(),
      text: "hi",
      after: 0,
    });
    await here.pass(500);
    const direct = String(
      his.end.reply(ref).ok && (his.end.reply(ref) as { conversation?: string }).conversation,
    );
    await hers.look();
    await read(ben, await say("the plan"));
    assertEquals((await his.look()).get(ana.actor.user.id)?.seq !== undefined, true);
    await here.settled(here.two.instance.chat.settings(ben.actor, { receipts: false }));
    await here.pass(1_000);
    const hidden = hers.told(ben).filter((push) => push.hidden).map((push) => push.conversation);
    assertEquals(new Set(hidden), new Set([conversation, direct]));
    assertEquals((await hers.look()).get(ben.actor.user.id), undefined);
    assertEquals([...(await his.look()).values()].filter(Boolean), []);
    assertEquals(his.told(ana).at(-1)?.hidden, true, "what he saw of her goes from his pages");
    const before = his.told(ana).length;
    const seq = await say("and more");
    await read(ana, seq);
    await read(ben, seq);
    assertEquals([his.told(ana).length, hers.told(ben).filter((push) => !push.hidden).length], [
      before,
      1,
    ]);
    // And shown again where they turn them on: to both, without that anybody asks.
    const [told, shown] = [hers.told(ben).length, his.told(ana).length];
    await here.settled(here.two.instance.chat.settings(ben.actor, { receipts: true }));
    await here.pass(1_000);
    const there = (pushes: ReturnType<typeof toldOf>) =>
      pushes.filter((push) => push.conversation === conversation).map((push) => push.seq);
    assertEquals(there(hers.told(ben).slice(told)), [seq]);
    assertEquals(there(his.told(ana).slice(shown)), [seq]);
  },
);
