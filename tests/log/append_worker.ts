// One instance of the test of several Workers on one file: opens the file itself, appends, tells.
import { createLog } from "../../lib/log/create_log.ts";
import { systemClock as clock, systemRandom as random } from "../../lib/runtime/clock.ts";
import { message } from "../support/opened_log.ts";
import { openFileKv } from "../support/temporary_kv.ts";
import { silentLogger } from "../support/loggers.ts";

/** What one Worker appends: own messages, and the shared ones that every Worker appends. */
export interface AppendTask {
  path: string;
  worker: string;
  rooms: string[];
  messages: number;
  inFlight: number;
  sharedIds: string[];
}

/** Where a request was told to stand. */
export interface AppendTold {
  conversation: string;
  by: string;
  id: string;
  seq: number;
}

async function run(task: AppendTask): Promise<AppendTold[]> {
  const kv = await openFileKv(task.path);
  const log = createLog({ kv, clock, random, onCommitted: () => {}, logger: silentLogger });
  const told: AppendTold[] = [];
  const append = async (conversation: string, by: string, id: string, after: number) => {
    const outcome = await log.append(message("hi", { conversation, by, id, after }));
    if (outcome.is !== "appended") throw new Error("There was nothing to conflict with");
    told.push({ conversation, by, id, seq: outcome.appended.seq });
    return outcome.appended.seq;
  };
  const write = async (writer: number) => {
    const conversation = task.rooms[writer % task.rooms.length] as string;
    for (let n = 0, after = 0; n < task.messages / task.inFlight; n++) {
      after = await append(conversation, task.worker, `${writer}-${n}`, after);
    }
  };
  const room = task.rooms[0] as string;
  await Promise.all([
    ...Array.from({ length: task.inFlight }, (_, writer) => write(writer)),
    ...task.sharedIds.map((id) => append(room, "everyone", id, 0)),
  ]);
  await log.drain();
  kv.close();
  return told;
}

const scope = self as unknown as {
  onmessage: (event: MessageEvent<AppendTask>) => void;
  postMessage(told: AppendTold[]): void;
};
scope.onmessage = ({ data }) => {
  run(data).then((told) => scope.postMessage(told)).catch(reportError); // fails the test
};
