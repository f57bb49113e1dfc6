import { keys } from "../../kv/keys.ts";
import type { Mutation } from "../../kv/kv.ts";
import type { LogEntry } from "../../log/log.ts";
import type { OwnMark } from "../../protocol/own_marks.ts";
import { ownMutation } from "../messages/own_rows.ts";
import { removeReactor } from "../messages/reactor_rows.ts";
import { addVoter } from "../messages/voter_rows.ts";
import type { TableRow, TableStep } from "./table_step.ts";

/** Own rows that one commit writes for. */
const ROWS_AT_ONCE = 200;

/**
 * The notes of who voted in polls; of those that are gone, the votes and reactions that their people's
 * own rows still hold are removed instead.
 */
export const fillVoters: TableStep = {
  prefix: keys.owns(),
  pageSize: () => ROWS_AT_ONCE,
  async fill(kv, rows) {
    const marked = rows.filter(({ value }) => {
      const { votes, reactions } = value as OwnMark;
      return votes !== undefined || reactions !== undefined;
    });
    const entries = await kv.getMany<LogEntry>(marked.map((row) => {
      const { conversation, seq } = placeOf(row);
      return keys.entry(conversation, seq);
    }));
    const mutations = marked.flatMap((row, n): Mutation[] => {
      const { user, ...place } = placeOf(row);
      const { votes, reactions = [], ...rest } = row.value as OwnMark;
      const event = entries[n]?.value?.event;
      const stands = event?.kind === "message" && event.deletedAt === undefined;
      if (stands) return votes ? [addVoter(place, user)] : [];
      const { conversation, seq: target } = place;
      return [
        ownMutation(row.key, rest),
        ...reactions.map((emoji) => removeReactor({ conversation, target, emoji }, user)),
      ];
    });
    return { checks: [], mutations };
  },
};

function placeOf({ key }: TableRow) {
  return { user: String(key[1]), conversation: String(key[2]), seq: Number(key[3]) };
}
