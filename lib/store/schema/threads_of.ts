import { keys } from "../../kv/keys.ts";
import type { Mutation } from "../../kv/kv.ts";
import type { TableStep } from "./table_step.ts";

/** Rows that one commit writes. */
const ROWS_AT_ONCE = 200;

/** The index by user of what threads have of people: what is theirs goes with their account. */
export const fillThreadsOf: TableStep = {
  prefix: keys.allThreadReaders(),
  pageSize: () => ROWS_AT_ONCE,
  fill(_, rows) {
    const mutations = rows.map(({ key }): Mutation => {
      const [, conversation, root, user] = key;
      const index = keys.threadOf(String(user), String(conversation), Number(root));
      return { type: "set", key: index, value: true };
    });
    return Promise.resolve({ checks: [], mutations });
  },
};
