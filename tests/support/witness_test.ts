import { assertEquals } from "@std/assert";
import { Witness } from "./witness.ts";

/** One connection of ada's, and frames as she sends and gets them. */
function ears() {
  const witness = new Witness();
  const { sent, received } = witness.connection("ada");
  const hear = (frame: object) => void received(JSON.stringify(frame));
  return {
    witness,
    says: (frame: object) => sent(JSON.stringify(frame)),
    hear,
    hearReply: (ref: number, body: object) => hear({ type: "reply", ref, ok: true, ...body }),
    hearEvents: (...seqs: number[]) => {
      const events = seqs.map((seq) => ({ kind: "join", seq, at: 1, by: "zed" }));
      hear({ type: "events", conversation: "r", events, users: {} });
    },
  };
}

/** How the room stands whose log ends at `head`. */
function roomAt(head: number) {
  return { id: "r", kind: "room", name: "r", head, read: 0, unread: 0, mentions: 0, lastAt: 1 };
}

const REQUESTS = [
  { type: "create", name: "r" },
  { type: "open", with: "zed" },
  { type: "join", room: "r" },
];

for (const request of REQUESTS) {
  Deno.test(`witness - what ${request.type} gives begins at the head of the reply, not of a later push (D9)`, () => {
    const { witness, says, hear, hearReply, hearEvents } = ears();
    says({ ...request, ref: 1 });
    hearReply(1, { conversation: roomAt(1) });
    hear({ type: "conversation", conversation: roomAt(2) });
    hearEvents(2);
    hearEvents(3, 4);
    assertEquals(witness.violations, []);
    assertEquals(witness.cursor("ada", "r"), 4);
    hearEvents(6);
    assertEquals(witness.violations, ["D4: ada was pushed 6 of r, not 5"]);
  });
}

Deno.test("witness - sync begins where it does not continue, in each of its parts (D9, P6)", () => {
  const { witness, says, hear, hearReply, hearEvents } = ears();
  const more = { presence: [], users: {} };
  says({ type: "sync", ref: 1, since: { other: 3 } });
  hearReply(1, {
    ...more,
    user: "ada",
    conversations: [{ ...roomAt(9), id: "other" }],
    more: true,
  });
  hear({ ...more, type: "sync", conversations: [roomAt(7)] });
  hearEvents(8);
  assertEquals(witness.violations, []);
  assertEquals([witness.cursor("ada", "other"), witness.cursor("ada", "r")], [3, 8]);
});

Deno.test("witness - nobody is pushed what they were not told of (D9)", () => {
  const { witness, hearEvents } = ears();
  hearEvents(4);
  assertEquals(witness.violations, ["D4: ada was pushed 4 of r, not told of it (D9)"]);
});
