import { assert } from "@std/assert";
import type { Actor } from "../../lib/chat/chat.ts";
import type { Instance } from "../../lib/instance/instance.ts";
import type { LogEvent } from "../../lib/protocol/events.ts";
import {
  type PushOf,
  type PushType,
  readServerFrame,
  type Reply,
} from "../../lib/protocol/server_frames.ts";
import type { Socket, SocketListener } from "../../lib/sockets/socket.ts";

/**
 * A socket in memory whose far end is the test: what the server sends stands in `frames`, in order.
 * `stalled` keeps bytes waiting, as a client that does not read; a close is said when the test says so.
 */
export class FarEnd implements Socket {
  readonly frames: string[] = [];
  closed: { code: number; reason: string } | undefined;
  bufferedAmount = 0;
  #listener: SocketListener | undefined;
  #ref = 0;

  /** What an open socket of this user meets on an instance. */
  static at(instance: Instance, actor: Actor, locale: "en" | "fr" | "es" = "en"): FarEnd {
    const end = new FarEnd();
    end.#listener = instance.accept(end, actor, locale);
    return end;
  }

  send(text: string): void {
    assert(!this.closed, "nothing is sent after the close");
    this.frames.push(text);
  }

  close(code: number, reason: string): void {
    assert(!this.closed, "closed once");
    this.closed = { code, reason };
  }

  /** The client sends a text. */
  say(data: string | object): void {
    this.#listener?.text(typeof data === "string" ? data : JSON.stringify(data));
  }

  /** The client sends a request; its ref. */
  ask(request: object): number {
    this.say({ ref: ++this.#ref, ...request });
    return this.#ref;
  }

  sayBinary(): void {
    this.#listener?.binary();
  }

  /** The platform says that the socket is gone. */
  gone(): void {
    this.#listener?.closed();
  }

  replies(ref: number): Reply[] {
    return this.frames.map((text) => readServerFrame(text))
      .filter((frame) => frame?.type === "reply")
      .filter((frame) => frame.ref === ref);
  }

  /** The one reply to a request. */
  reply(ref: number): Reply {
    const [reply, ...more] = this.replies(ref);
    assert(reply && more.length === 0, `one reply to ${ref} in ${this.frames.join("\n")}`);
    return reply;
  }

  pushes<T extends PushType>(type: T): Array<PushOf<T>> {
    return this.frames.map((text) => readServerFrame(text))
      .filter((frame): frame is PushOf<T> => frame?.type === type);
  }

  /** The events pushed of a conversation, as they came. */
  events(conversation: string): LogEvent[] {
    return this.pushes("events").filter((push) => push.conversation === conversation)
      .flatMap((push) => push.events);
  }
}
