// What a placeholder pressed, in the rows of who it is.
import { type Attempt, commitChecked } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Entry, Key, Kv, Mutation } from "../../kv/kv.ts";
import type { ConversationId } from "../../protocol/events.ts";
import type { OwnMark } from "../../protocol/own_marks.ts";
import type { OwnPlace } from "../../store/messages/own_rows.ts";
import { addReactor, removeReactor } from "../../store/messages/reactor_rows.ts";
import { addVoter, removeVoter } from "../../store/messages/voter_rows.ts";
import type { Merged } from "./given.ts";

/** Rows that are read at once. */
const PAGE = 100;

/** How many reactions and votes somebody has in a conversation. */
export async function countMarks(
  kv: Pick<Kv, "list">,
  user: string,
  conversation: ConversationId,
): Promise<number> {
  let count = 0;
  for await (const { value } of marksIn(kv, user, conversation)) {
    count += (value.reactions?.length ?? 0) + (value.votes ? 1 : 0);
  }
  return count;
}

/** Gives what is left of them: of messages that do not name who reacted. */
export async function giveMarks(
  kv: Kv,
  conversation: ConversationId,
  merged: Merged,
): Promise<void> {
  const { from, into } = merged;
  for await (const { key } of marksIn(kv, from, conversation)) {
    const seq = Number(key.at(-1));
    await commitChecked<void>(kv, async (): Promise<Attempt<void>> => {
      const rows = await kv.getMany<OwnMark>([key, keys.own(into.id, conversation, seq)]);
      const [was, is] = [rows[0]!, rows[1]!];
      if (!was.value) return { is: "done", result: undefined };
      return {
        is: "commit",
        result: undefined,
        checks: rows.map(({ key, versionstamp }) => ({ key, versionstamp })),
        mutations: await ownGiven(kv, { conversation, seq }, was.value, is.value, merged),
      };
    });
  }
}

async function* marksIn(kv: Pick<Kv, "list">, user: string, conversation: ConversationId) {
  let start: Key = keys.own(user, conversation, 1);
  const end = keys.own(user, conversation, Number.MAX_SAFE_INTEGER);
  for (;;) {
    const page: Array<Entry<OwnMark> & { value: OwnMark }> = await kv.list<OwnMark>(
      { start, end },
      { limit: PAGE },
    );
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    start = keys.own(user, conversation, Number(last.key.at(-1)) + 1);
  }
}

/** The writes that give the marks of one message, on which who it is pressed nothing themselves. */
export async function ownGiven(
  kv: Pick<Kv, "getMany">,
  place: OwnPlace,
  was: OwnMark,
  is: OwnMark | null,
  { from, into }: Merged,
): Promise<Mutation[]> {
  const { conversation, seq: target } = place;
  const pressed = was.reactions ?? [];
  const beyond = await kv.getMany(
    pressed.map((emoji) => keys.reactor(conversation, target, emoji, from)),
  );
  return [
    { type: "delete", key: keys.own(from, conversation, target) },
    { type: "set", key: keys.own(into.id, conversation, target), value: { ...was, ...is } },
    ...pressed.flatMap((emoji, n) => {
      const of = { conversation, target, emoji };
      return beyond[n]?.value ? [removeReactor(of, from), addReactor(of, into.id)] : [];
    }),
    ...(was.votes ? [removeVoter(place, from), addVoter(place, into.id)] : []),
  ];
}
