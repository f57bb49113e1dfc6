import { keys } from "../../kv/keys.ts";
import type { Mutation } from "../../kv/kv.ts";
import type { LogEntry } from "../../log/log.ts";
import { markReferred } from "../messages/references.ts";
import { forgetReader, isGone } from "../messages/threads.ts";
import type { TableStep } from "./table_step.ts";

/** Rows that one commit writes for. */
const ROWS_AT_ONCE = 200;

/** Who follows messages without replies is found from these when they go; of those gone it goes now. */
export const fillBareThreads: TableStep = {
  prefix: keys.allThreadReaders(),
  pageSize: () => ROWS_AT_ONCE,
  async fill(kv, rows) {
    const readers = rows.map(({ key }) => ({
      thread: { conversation: String(key[1]), root: Number(key[2]) },
      user: String(key[3]),
    }));
    const roots = await kv.getMany<LogEntry>(
      readers.map(({ thread: { conversation, root } }) => keys.entry(conversation, root)),
    );
    const mutations = readers.flatMap(({ thread, user }, n): Mutation[] => {
      const root = roots[n]?.value;
      if (isGone(root)) return forgetReader(thread, user);
      const isBare = root?.event.kind === "message" && !root.event.replies;
      return isBare ? [markReferred({ conversation: thread.conversation, seq: thread.root })] : [];
    });
    return { checks: [], mutations };
  },
};
