// One instance in a Worker: the real store, the real channel and the real clock.
import type { Published } from "../../../lib/cluster/bus.ts";
import { openChannel } from "../../../lib/cluster/channel.ts";
import { startBus } from "../../../lib/cluster/cluster.ts";
import { openKv } from "../../../lib/kv/open_kv.ts";
import { stderrLogger as logger } from "../../../lib/runtime/logger.ts";
import { systemClock as clock, systemRandom as random } from "../../../lib/runtime/clock.ts";
import { WatchedKv } from "../../support/watched_kv.ts";

/** What the test asks of the Worker; it answers each with a `Told` of the same type. */
export type Asked =
  | { type: "start"; path: string; channel: string }
  /** Each message with a call of its own, all in one turn. */
  | { type: "publish"; messages: Published[] }
  | { type: "close" };

export type Told =
  | { type: "start"; instance: string }
  /** `puts`: how many entries went into inboxes of the store since the last one. */
  | { type: "publish"; puts: number }
  | { type: "close" }
  | { type: "received"; published: Published }
  | { type: "suspicion" };

declare const self: {
  onmessage: (event: MessageEvent<Asked>) => void;
  postMessage(told: Told): void;
};

async function start(path: string, name: string) {
  const kv = new WatchedKv(await openKv(path, { clock, random, logger }));
  const channel = openChannel(name);
  const bus = await startBus({ kv, clock, random, logger, ...(channel ? { channel } : {}) });
  bus.onMessage((topic, message) => {
    self.postMessage({ type: "received", published: { topic, message } });
  });
  bus.onSuspicion(() => self.postMessage({ type: "suspicion" }));
  await bus.follow(["conversation:x"]);
  return { bus, kv };
}

let started: ReturnType<typeof start> | undefined;

self.onmessage = async ({ data: asked }) => {
  if (asked.type === "start") {
    started = start(asked.path, asked.channel);
    const { bus } = await started;
    return self.postMessage({ type: "start", instance: bus.instance });
  }
  if (!started) throw new Error("Start it first");
  const { bus, kv } = await started;
  if (asked.type === "publish") {
    kv.take();
    await Promise.all(asked.messages.map((message) => bus.publish([message])));
    const puts = kv.take().filter((call) =>
      call.call === "commit" && call.mutations.some(({ type, key }) => {
        return type === "set" && key[0] === "inbox";
      })
    );
    return self.postMessage({ type: "publish", puts: puts.length });
  }
  await bus.close();
  kv.close();
  self.postMessage({ type: "close" });
};
