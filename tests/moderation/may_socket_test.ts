// Every frame of the protocol × every role × in the conversation or not, over the socket.
import { assert, assertEquals } from "@std/assert";
import { clientFrames } from "../../lib/protocol/client_frames.ts";
import { ROLES } from "../../lib/protocol/events.ts";
import { type Community, communityTest, type Somebody } from "../support/community.ts";
import type { FarEnd } from "../support/far_end.ts";
import { type Case, FRAMES, type FrameType } from "./frames.ts";

async function room(here: Community, owner: Somebody, n: number): Promise<Case> {
  const { chat } = here.one.instance;
  const name = `secret-room-${n}`;
  const made = await here.settled(
    chat.create(owner.actor, { name, private: true, topic: `secret topic ${n}` }),
  );
  const { seq } = await here.settled(chat.post(owner.actor, {
    conversation: made.id,
    id: crypto.randomUUID(),
    text: `secret text ${n}`,
    after: 0,
    poll: { options: ["secret answer", "another"] },
  }));
  const at = here.clock.now() + 3_600_000;
  return { conversation: made.id, room: made.name ?? "", seq, n, at };
}

/** What the room is: to see that a refusal changed nothing of it. */
async function state(here: Community, owner: Somebody, { conversation }: Case): Promise<string> {
  const { chat, log } = here.one.instance;
  const [summary, members, head] = await here.settled(Promise.all([
    chat.summary(owner.actor, { conversation }),
    chat.members(owner.actor, { conversation, limit: 50 }),
    log.heads([conversation]),
  ]));
  return JSON.stringify([summary.topic, members.members.map(({ name }) => name).sort(), head]);
}

const typed = (end: FarEnd, conversation: string, user: string) =>
  end.pushes("typing").some((one) => one.conversation === conversation && one.user === user);

for (const role of ROLES) {
  for (const isMember of [true, false]) {
    communityTest(
      `may - over the socket, a${role === "administrator" ? "n" : ""} ${role} who is ${
        isMember ? "" : "not "
      }in the room does what the table says, and nothing else`,
      1,
      async (here) => {
        const owner = await here.person("owner");
        await here.person("friend");
        const one = await here.person("one", role);
        const [theirs, end] = [
          await here.connect(here.one, owner),
          await here.connect(here.one, one),
        ];
        for (const [n, type] of (Object.keys(clientFrames) as FrameType[]).entries()) {
          const { frame, may, signal } = FRAMES[type];
          const place = await room(here, owner, n);
          const { conversation } = place;
          if (isMember) {
            await here.settled(
              here.one.instance.chat.invite(owner.actor, { conversation, user: "one" }),
            );
            await here.settled(here.one.instance.chat.join(one.actor, { conversation }));
          }
          await here.pass(100);
          const before = await state(here, owner, place);
          const allowed = may(role, isMember);
          const what = `${type} by ${role}, member: ${isMember}`;
          if (signal) {
            end.say({ type, ...frame(place) });
            await here.pass(200);
            const { id } = one.actor.user;
            if (type === "typing") assertEquals(typed(theirs, conversation, id), allowed, what);
          } else {
            const ref = end.ask({ type, ...frame(place) });
            await here.pass(200);
            const reply = end.reply(ref);
            assertEquals(reply.ok, allowed, `${what}: ${JSON.stringify(reply)}`);
          }
          if (!allowed) assertEquals(await state(here, owner, place), before, what);
        }
        const secrets = end.frames.filter((text) => text.includes("secret"));
        assertEquals(secrets.length > 0, isMember, secrets[0]);
        assert(theirs.frames.some((text) => text.includes("secret")), "the secrets were told");
        assertEquals(end.closed, undefined);
      },
      { rates: false },
    );
  }
}
