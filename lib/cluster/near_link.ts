import type { InstanceId, Published } from "./bus.ts";
import type { Channel } from "./channel.ts";
import type { Receiver } from "./receiver.ts";
import type { SequenceNumbers } from "./sequence_numbers.ts";
import type { ClusterContext } from "./context.ts";
import { NEAR_MS } from "./timing.ts";

/** What goes over the channel. All hear a post; it is for the instances that `to` names. */
type NearMessage =
  | { type: "post"; from: InstanceId; to: Record<InstanceId, number>; messages: Published[] }
  /** `hears`: the instances that the sender hears; `sent`: the last number it sent to each peer. */
  | {
    type: "beacon";
    from: InstanceId;
    hears: InstanceId[];
    sent: Record<InstanceId, number>;
  };

interface Near {
  heardAt: number;
  hearsMe: boolean;
}

/** The link to instances in reach of a channel: fast, and loses messages without an error. */
export class NearLink {
  readonly #peers = new Map<InstanceId, Near>();

  constructor(
    private readonly context: ClusterContext,
    private readonly channel: Channel | undefined,
    private readonly numbers: SequenceNumbers,
    private readonly receiver: Receiver,
  ) {
    channel?.onMessage((message) => {
      try {
        if (!context.ended.aborted && isNearMessage(message)) this.#receive(message);
      } catch (error) {
        context.logger.error("cluster: a message of the channel", error);
      }
    });
  }

  /** Whether `instance` was heard lately and hears this one: a channel may work in one direction. */
  reaches(instance: InstanceId): boolean {
    const peer = this.#peers.get(instance);
    return peer !== undefined && peer.hearsMe && this.#isRecent(peer);
  }

  /** Posts `messages` to the peers in `to`, each with its sequence number. */
  send(to: Record<InstanceId, number>, messages: Published[]): void {
    this.#post({ type: "post", from: this.context.me, to, messages });
  }

  /** Posts that this instance is here, which instances it hears, and its last number to each. */
  beacon(): void {
    for (const [instance, peer] of this.#peers) {
      if (!this.#isRecent(peer)) this.#peers.delete(instance);
    }
    const hears = [...this.#peers.keys()];
    this.#post({ type: "beacon", from: this.context.me, hears, sent: this.numbers.snapshot() });
  }

  #post(message: NearMessage): void {
    try {
      this.channel?.post(message);
    } catch (error) {
      this.context.logger.error("cluster: posting to the channel", error);
    }
  }

  #receive(message: NearMessage): void {
    const { me, clock } = this.context;
    const known = this.#peers.get(message.from);
    const peer = known ?? { heardAt: 0, hearsMe: false };
    peer.heardAt = clock.elapsed();
    this.#peers.set(message.from, peer);
    if (message.type === "post") {
      const n = message.to[me];
      if (n !== undefined) this.receiver.accept(message.from, n, message.messages);
      return;
    }
    peer.hearsMe = message.hears.includes(me);
    this.receiver.expect(message.from, message.sent[me] ?? 0);
    if (!known) this.beacon(); // a newcomer need not wait for the next beacon
  }

  #isRecent(peer: Near): boolean {
    return this.context.clock.elapsed() - peer.heardAt < NEAR_MS;
  }
}

/** Anything else on the channel was posted by another program. */
function isNearMessage(message: unknown): message is NearMessage {
  if (typeof message !== "object" || message === null) return false;
  if (!("from" in message && typeof message.from === "string" && "type" in message)) return false;
  if (message.type === "post") return "to" in message && "messages" in message;
  return message.type === "beacon" && "hears" in message && "sent" in message;
}
