import type { Role } from "../../lib/protocol/events.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import type { Community, Somebody } from "../support/community.ts";

/** A private room with a message of its owner, and what else an operation may be about. */
export interface Case {
  here: Community;
  n: number;
  conversation: string;
  room: string;
  seq: number;
  /** A guest whom somebody may act on. */
  victim: () => Promise<string>;
  code: () => Promise<string>;
  report: () => Promise<string>;
}

/** Makes the room with number `n`, and what may be asked about it. */
export async function caseOf(
  here: Community,
  { owner, keeper }: { owner: Somebody; keeper: Somebody },
  n: number,
): Promise<Case> {
  const { chat, administration } = here.one.instance;
  const made = await here.settled(
    chat.create(owner.actor, {
      name: `secret-room-${n}`,
      private: true,
      topic: "secret topic",
    }),
  );
  const poll = { options: ["secret answer", "another"] };
  const post = (conversation: string, text: string) =>
    here.settled(
      chat.post(owner.actor, { conversation, id: crypto.randomUUID(), text, after: 0, poll }),
    );
  const { seq } = await post(made.id, "secret text");
  return {
    here,
    n,
    conversation: made.id,
    room: made.name ?? "",
    seq,
    victim: async () => (await here.person(`victim ${n}`, "guest")).actor.user.name,
    code: async () => (await here.settled(administration.makeInvitation(keeper.actor, {}))).code,
    async report() {
      const { seq: target } = await post(GENERAL, "to be reported");
      const wish = { conversation: GENERAL, target, words: "look" };
      await here.settled(administration.reportMessage(keeper.actor, wish));
      const open = { open: true, limit: 1 };
      const { reports } = await here.settled(administration.reports(keeper.actor, open));
      return reports[0]?.id ?? "";
    },
  };
}

/** Who asks. */
export type Asker = Role | "stranger";

/** One operation: whom it is asked of, with what, and who may. */
export interface Row {
  path?: (c: Case) => string | Promise<string>;
  json?: (c: Case) => object | Promise<object>;
  /** Its answer does not end by itself: tests/http/event_stream_test.ts asks it. */
  streams?: true;
  may: (who: Asker, member: boolean) => boolean;
  /** After so long, what it does is over. */
  overAfterMs?: number;
}
