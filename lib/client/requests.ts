import * as v from "valibot";
import type { clientFrames, RequestType } from "../protocol/client_frames.ts";
import { MAX_FRAME_BYTES } from "../protocol/limits.ts";
import { replies, type Reply, type ReplyOf } from "../protocol/server_frames.ts";
import { Refused } from "./model.ts";

/** The connection went before the answer came: what was asked may or may not have happened. */
export class Lost extends Error {
  override readonly name = "Lost";
}

/** What a request needs beside `type` and `ref`. */
export type Fields<T extends RequestType> = Omit<
  v.InferInput<(typeof clientFrames)[T]>,
  "type" | "ref"
>;

interface Unanswered {
  /** By `Clock.elapsed`. */
  sentAt: number;
  resolve(body: unknown): void;
  reject(error: Error): void;
}

/** The requests of one connection that wait for their `reply`. */
export class Requests {
  #unanswered = new Map<number, Unanswered>(); // in the order they were sent
  #ref = 0;

  /** When the request that waits longest was sent, by `Clock.elapsed`. */
  get waitingSince(): number | undefined {
    return this.#unanswered.values().next().value?.sentAt;
  }

  /** Encodes a request and waits for its reply; throws `Refused` where no frame can hold it. */
  encode(
    type: string,
    fields: Record<string, unknown>,
    waiting: Unanswered,
  ): string {
    const ref = ++this.#ref;
    const text = JSON.stringify({ ...fields, type, ref });
    if (bytesOf(text) > MAX_FRAME_BYTES) throw new Refused({ code: "too-long", message: "" });
    this.#unanswered.set(ref, waiting);
    return text;
  }

  settle(reply: Reply): void {
    const waiting = this.#unanswered.get(reply.ref);
    if (!waiting) return; // a server may answer what we no longer wait for
    this.#unanswered.delete(reply.ref);
    if (reply.ok) waiting.resolve(reply);
    else waiting.reject(new Refused(reply.error));
  }

  loseAll(): void {
    const lost = [...this.#unanswered.values()];
    this.#unanswered.clear();
    for (const waiting of lost) waiting.reject(new Lost("The connection was lost"));
  }
}

/** Reads the body of an `ok` reply; throws a `TypeError` where the server broke the protocol. */
export function readReply<T extends RequestType>(type: T, body: unknown): ReplyOf<T> {
  const parsed = v.safeParse(replies[type], body);
  if (parsed.success) return parsed.output as ReplyOf<T>;
  throw new TypeError(`A reply to ${type} does not fit at ${v.getDotPath(parsed.issues[0])}`);
}

function bytesOf(text: string): number {
  return text.length * 3 <= MAX_FRAME_BYTES ? text.length : new TextEncoder().encode(text).length;
}
