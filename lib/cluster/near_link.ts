import type { InstanceId, Published } from "./bus.ts";
import type { Channel } from "./channel.ts";
import type { Hearing } from "./hearing.ts";
import type { Said } from "./said.ts";
import type { Surroundings } from "./surroundings.ts";
import { NEAR_MS } from "./timing.ts";

/** What goes over the channel. A post is heard by all, and meant for those whom `to` numbers. */
type NearMessage =
  | { type: "post"; from: InstanceId; to: Record<InstanceId, number>; messages: Published[] }
  /** `hears`: whom the sender hears; `said`: the number of its last message to each peer. */
  | {
    type: "beacon";
    from: InstanceId;
    hears: InstanceId[];
    said: Record<InstanceId, number>;
  };

interface Near {
  heardAt: number;
  hearsMe: boolean;
}

/** The link to instances in reach of a channel: fast, and silent about what it loses. */
export class NearLink {
  readonly #around: Surroundings;
  readonly #channel: Channel | undefined;
  readonly #said: Said;
  readonly #hearing: Hearing;
  readonly #peers = new Map<InstanceId, Near>();

  constructor(around: Surroundings, channel: Channel | undefined, said: Said, hearing: Hearing) {
    this.#around = around;
    this.#channel = channel;
    this.#said = said;
    this.#hearing = hearing;
    channel?.onMessage((message) => {
      try {
        if (!around.ended.aborted && isNearMessage(message)) this.#receive(message);
      } catch (error) {
        around.report("cluster: a message of the channel", error);
      }
    });
  }

  /** Whether `instance` was heard lately and hears this one: a channel may work one way only. */
  reaches(instance: InstanceId): boolean {
    const peer = this.#peers.get(instance);
    return peer !== undefined && peer.hearsMe && this.#lately(peer);
  }

  /** Posts `messages`, which are for the peers and under the numbers in `to`. */
  send(to: Record<InstanceId, number>, messages: Published[]): void {
    this.#post({ type: "post", from: this.#around.me, to, messages });
  }

  /** Says that this instance is here, whom it hears, and how far it counts. */
  beacon(): void {
    for (const [instance, peer] of this.#peers) {
      if (!this.#lately(peer)) this.#peers.delete(instance);
    }
    const hears = [...this.#peers.keys()];
    this.#post({ type: "beacon", from: this.#around.me, hears, said: this.#said.snapshot() });
  }

  #post(message: NearMessage): void {
    try {
      this.#channel?.post(message);
    } catch (error) {
      this.#around.report("cluster: posting to the channel", error);
    }
  }

  #receive(message: NearMessage): void {
    const { me, clock } = this.#around;
    const known = this.#peers.get(message.from);
    const peer = known ?? { heardAt: 0, hearsMe: false };
    peer.heardAt = clock.elapsed();
    this.#peers.set(message.from, peer);
    if (message.type === "post") {
      const n = message.to[me];
      if (n !== undefined) this.#hearing.accept(message.from, n, message.messages);
      return;
    }
    peer.hearsMe = message.hears.includes(me);
    this.#hearing.reveal(message.from, message.said[me] ?? 0);
    if (!known) this.beacon(); // so that a newcomer need not wait for the next one
  }

  #lately(peer: Near): boolean {
    return this.#around.clock.elapsed() - peer.heardAt < NEAR_MS;
  }
}

/** Others of the same version post only these; what is not one is another program's. */
function isNearMessage(message: unknown): message is NearMessage {
  if (typeof message !== "object" || message === null) return false;
  if (!("from" in message && typeof message.from === "string" && "type" in message)) return false;
  if (message.type === "post") return "to" in message && "messages" in message;
  return message.type === "beacon" && "hears" in message && "said" in message;
}
