// Every frame of the protocol × roles × sanctions, over the socket.
import { assert, assertEquals } from "@std/assert";
import { clientFrames } from "../../lib/protocol/client_frames.ts";
import type { Role } from "../../lib/protocol/events.ts";
import { type Community, communityTest } from "../support/community.ts";
import { Receiver } from "../support/receiver.ts";
import { FRAMES, type FrameType } from "./frames.ts";
import {
  addCommand,
  type Place,
  placeOf,
  silence,
  SILENCES,
  type Silent,
  WHY,
} from "./sanctioned_place.ts";
import { FRAMES_SEEN } from "./seen.ts";

/** Frames that are good for whoever wrote the message; the others are as anyone sends them. */
const OWN: Partial<Record<FrameType, (place: Place) => object>> = {
  open: () => ({ people: ["owner", "friend", "third"] }),
  settings: () => ({ pronouns: "they" }),
  add: ({ group }) => ({ conversation: group, user: "fourth" }),
  rename: ({ group }) => ({ conversation: group, title: "Others" }),
  command: ({ conversation, command }) => ({ conversation, text: command }),
  forward: ({ conversation, seq }) => (
    { conversation, target: seq, into: conversation, id: crypto.randomUUID() }
  ),
  "send-now": ({ scheduled }) => ({ id: scheduled }),
};

for (const role of ["administrator", "moderator", "member", "guest"] as const) {
  for (const silent of SILENCES) {
    const receiver = new Receiver();
    communityTest(
      `sanctions - over the socket, ${role}, ${silent}: what others see is refused, all else goes on`,
      1,
      (here) => walk(here, role, silent),
      { rates: false, calls: receiver.options },
    );
  }
}

async function walk(here: Community, role: Role, silent: Silent): Promise<void> {
  const owners = [await here.person("owner", "administrator")];
  owners.push(await here.person("second owner", "administrator"));
  for (const name of ["friend", "third", "fourth"]) await here.person(name);
  const watching = await Promise.all(owners.map((owner) => here.connect(here.one, owner)));
  let n = 0;

  /** How it is answered to somebody who is free, or silenced. */
  async function tried(type: FrameType, isSilenced: boolean) {
    const owner = owners[++n % 2]!; // nobody makes more than a hundred rooms
    const name = `${isSilenced ? "silent" : "free"} ${n}`;
    const newcomer = await here.person(name, role === "guest" ? role : "member");
    const place = await placeOf(here, owner, newcomer, n);
    if (type === "command") await addCommand(here, owner, place);
    if (isSilenced) await silence(here, owner, newcomer, place, silent);
    const one = role === "guest" ? newcomer : await here.promoted(newcomer, role);
    const row = FRAMES[type];
    const frame = { type, ...(OWN[type]?.(place) ?? row.frame(place)) };
    const end = await here.connect(here.one, one);
    if (row.signal) {
      end.say(frame);
      await here.pass(200);
      const told = watching[n % 2]!.pushes("typing");
      const isTold = type !== "typing" || told.some(({ user }) => user === one.actor.user.id);
      return { ok: isTold, code: "read-only", words: WHY };
    }
    const ref = end.ask(frame);
    await here.pass(300);
    const reply = end.reply(ref);
    if (reply.ok) return { ok: true, code: "", words: "" };
    return { ok: false, code: reply.error.code, words: reply.error.message };
  }

  for (const type of Object.keys(clientFrames) as FrameType[]) {
    const seen = FRAMES_SEEN[type];
    const [free, silenced] = [await tried(type, false), await tried(type, true)];
    const what = `${type} by ${role}, ${silent}: ${JSON.stringify([free, silenced])}`;
    const keepsOrder = role === "administrator" || role === "moderator";
    if (keepsOrder && seen !== "not") assert(free.ok, what);
    const refuses = silent === "muted" ? seen !== "not" : seen === "said" && !keepsOrder;
    assertEquals(silenced.ok, free.ok && !refuses, what);
    if (!refuses || !free.ok) continue;
    assert(silent === "muted" ? silenced.words.includes(WHY) : silenced.code === "read-only", what);
  }
}
