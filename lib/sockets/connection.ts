import type { Actor, Leaving } from "../chat/chat.ts";
import type { Locale } from "../i18n/locale.ts";
import { CloseCode, CODE_OF_GOODBYE } from "../protocol/close_codes.ts";
import type { ConversationId } from "../protocol/events.ts";
import { MAX_BUFFERED_BYTES } from "../protocol/limits.ts";
import type { GoodbyeReason, Push, ServerFrame } from "../protocol/server_frames.ts";
import { type Farewell, goodbyeFrame } from "./goodbyes.ts";
import type { Socket } from "./socket.ts";
import type { Subscription } from "./subscription.ts";

/** Pushes held back while one `sync` is answered; more means that the store is far too slow. */
const MAX_HELD = 1_000;
/** After these goodbyes nobody comes back at once, so others need not wait to see them go (P2). */
const FOR_GOOD: ReadonlySet<GoodbyeReason> = new Set(["session-ended", "kicked", "banned"]);

type ConnectionState =
  /** Welcomed, not synced: it is pushed nothing yet. */
  | { is: "welcomed" }
  /** A `sync` is being answered: what changes meanwhile is said after its reply, in order. */
  | { is: "syncing"; held: Array<() => void> }
  | { is: "synced" }
  /** Closed by us or by them. Out of the hub, and never sent to again (D6). */
  | { is: "ended" };

/** One socket of one user, as the hub sees it: it knows frames and no chat rule. */
export class Connection {
  #state: ConnectionState = { is: "welcomed" };
  readonly subscriptions = new Map<ConversationId, Subscription>();
  /** The last seq it had of what it follows no more until its user's membership was read again. */
  readonly stood = new Map<ConversationId, number>();
  /** The conversation that the client last read, wrote or typed in, as it says. */
  place: ConversationId | undefined;
  /** When its session is asked about again, in milliseconds UTC. */
  checkSessionAt = Infinity;
  #sentCharacters = 0;

  constructor(
    readonly id: string,
    public actor: Actor,
    readonly locale: Locale,
    /** When it was opened, in milliseconds UTC. */
    readonly since: number,
    private readonly socket: Socket,
    /** Takes it out of the hub; called once, in the turn in which it ends. */
    private readonly leave: (connection: Connection, how: Leaving) => void,
  ) {}

  get ended(): boolean {
    return this.#state.is === "ended";
  }

  /** Whether it follows what its user is in. */
  get synced(): boolean {
    return this.#state.is === "synced";
  }

  /** Bytes that wait for the network. */
  get waitingBytes(): number {
    return this.socket.bufferedAmount;
  }

  /**
   * Grows only when the network takes data: what was sent, less what waits. At most the bytes that
   * it took, since a character takes at least one.
   */
  get progress(): number {
    return this.#sentCharacters - this.waitingBytes;
  }

  /** Sends an encoded frame, or ends the connection that does not keep up (D6). */
  sendText(text: string): void {
    if (this.ended) return;
    if (this.waitingBytes > MAX_BUFFERED_BYTES) return this.end({ reason: "slow-consumer" });
    this.#sentCharacters += text.length;
    this.socket.send(text);
  }

  send(frame: ServerFrame): void {
    this.sendText(JSON.stringify(frame));
  }

  /** Says something to a client that has synced; held back while its `sync` is being answered. */
  whenSynced(say: () => void): void {
    const state = this.#state;
    if (state.is === "synced") return say();
    if (state.is !== "syncing") return;
    if (state.held.length < MAX_HELD) state.held.push(say);
    else this.end({ reason: "slow-consumer" });
  }

  push(frame: Push): void {
    this.whenSynced(() => this.send(frame));
  }

  beginSync(): void {
    if (!this.ended) this.#state = { is: "syncing", held: [] };
  }

  /** Ends a `sync` that was answered (then what was held is said) or refused. */
  endSync(answered: boolean): void {
    const state = this.#state;
    if (state.is !== "syncing") return;
    this.#state = { is: answered ? "synced" : "welcomed" };
    if (answered) { for (const say of state.held) say(); }
  }

  /** Says goodbye and closes. */
  end(farewell: Farewell): void {
    const code = CODE_OF_GOODBYE[farewell.reason];
    this.#finish(FOR_GOOD.has(farewell.reason) ? "left" : "lost", () => {
      this.socket.send(goodbyeFrame(farewell, this.locale));
      this.socket.close(code, farewell.reason);
    });
  }

  /** Closes for a frame that may not be: too large, or binary (T2). */
  refuseFrame(code: typeof CloseCode.tooLarge | typeof CloseCode.unsupportedData): void {
    const reason = code === CloseCode.tooLarge ? "frame too large" : "text frames only";
    this.#finish("lost", () => this.socket.close(code, reason));
  }

  /** The socket is gone. A client that closes it says so by 1000 or no code; a page says 1001. */
  gone(code?: number): void {
    const meant = code === CloseCode.normal || code === CloseCode.noStatus;
    this.#finish(meant ? "left" : "lost", () => {});
  }

  #finish(how: Leaving, close: () => void): void {
    if (this.ended) return;
    this.#state = { is: "ended" };
    this.leave(this, how);
    close();
  }
}
