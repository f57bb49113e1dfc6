import { assertEquals } from "@std/assert";
import { conversationActs } from "../../lib/ui/room/conversation_acts.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { GENERAL, type Role, ROLES } from "../../lib/protocol/events.ts";
import type { Actor } from "../../lib/chat/chat.ts";
import { keys } from "../../lib/kv/keys.ts";
import { ChatInstances, saying } from "../support/chat_instances.ts";

/** Conversations of all kinds that somebody of a role is in. */
async function places(role: Role) {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben, me] = [
    await fixture.person("ana", "administrator"),
    await fixture.person("ben"),
    await fixture.person("somebody", role),
  ];
  const room = async (name: string, settings: object = {}) => {
    const { id } = await chat.create(ana, { name });
    await chat.join(me, { conversation: id });
    const key = keys.conversation(id);
    const { value } = await fixture.store.get<object>(key);
    await fixture.store.commit([], [{ type: "set", key, value: { ...value, ...settings } }]);
    return id;
  };
  const asked: Record<string, string> = {
    general: GENERAL,
    open: await room("open"),
    locked: await room("locked", { topicLocked: true }),
    quiet: await room("quiet", { readOnly: true }),
    closed: await room("closed", { closed: true }),
    direct: (await chat.open(me, "ben")).id,
    notes: (await chat.open(me, "somebody")).id,
    group: (await chat.openWith(ana, { people: ["ben", "somebody"] })).id,
  };
  await chat.post(ana, { ...saying("hello"), conversation: asked.group });
  return { fixture, chat, me, ben, asked };
}

/** Whether the server takes it: what stands in its way is that one may not, and nothing else. */
async function takes(run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    const { refusal } = error;
    return !["not-allowed", "members-only", "topic-locked", "read-only", "conversation-closed"]
      .includes(refusal);
  }
}

for (const role of ROLES) {
  Deno.test(`menus - what a conversation's menu offers ${role}s, the server takes, and no more`, async () => {
    const { fixture, chat, me, asked } = await places(role);
    // Somebody new each time: who was asked or added is not asked again.
    let people = 0;
    const newcomer = async () => (await fixture.person(`newcomer ${++people}`)).user.name;
    const acts = {
      "topic": (conversation: string) => chat.topic(me, { conversation, topic: "so" }),
      "vanish": (conversation: string) => chat.vanish(me, { conversation, afterMs: 3_600_000 }),
      "invite": async (conversation: string) =>
        await chat.invite(me, { conversation, user: await newcomer() }),
      "add": async (conversation: string, actor: Actor) => {
        const summary = await chat.summary(actor, { conversation });
        const user = await newcomer();
        if (!summary.with) return await chat.add(actor, { conversation, user });
        if (summary.with.id === actor.user.id) throw new ChatError("not-allowed"); // notes
        return await chat.openWith(actor, { people: [summary.with.name, user] });
      },
      "name-group": (conversation: string) => chat.rename(me, { conversation, title: "Us" }),
    };
    for (const [place, conversation] of Object.entries(asked)) {
      const summary = await chat.summary(me, { conversation });
      const offered = conversationActs(me.user, summary);
      for (const [act, run] of Object.entries(acts)) {
        const taken = await takes(() => run(conversation, me));
        assertEquals(offered.includes(act as "topic"), taken, `${role}: ${act} in ${place}`);
      }
    }
  });
}
