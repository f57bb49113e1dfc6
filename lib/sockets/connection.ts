import type { Actor, Departure, Mute } from "../chat/chat.ts";
import type { Locale } from "../i18n/locale.ts";
import type { ReaderClock } from "../i18n/times.ts";
import { CloseCode, CODE_OF_GOODBYE } from "../protocol/close_codes.ts";
import type { ConversationId } from "../protocol/events.ts";
import { MAX_BUFFERED_BYTES } from "../protocol/limits.ts";
import type { GoodbyeReason, OwnMute, Push, ServerFrame } from "../protocol/server_frames.ts";
import { type CloseNotice, goodbyeFrame } from "./close_notices.ts";
import type { Socket } from "./socket.ts";
import type { Subscription } from "./subscription.ts";

/** Pushes held back while a `sync` is answered; more, and the connection is closed (D6). */
const MAX_HELD = 1_000;
/** Between looks at what waits: a connection may hold that much more than `MAX_BUFFERED_BYTES`. */
const CHECK_EVERY_CHARACTERS = 16 * 1024;
/** After these goodbyes nobody reconnects at once: others see them leave without delay (P2). */
const FOR_GOOD: ReadonlySet<GoodbyeReason> = new Set(["session-ended", "kicked", "banned"]);

type ConnectionState =
  /** Welcomed, not synced: it is pushed nothing yet. */
  | { is: "welcomed" }
  /** A `sync` is being answered: pushes are held back until after its reply, in order. */
  | { is: "syncing"; held: Array<() => void> }
  | { is: "synced" }
  /** Closed by either side. Out of the hub, and never sent to again (D6). */
  | { is: "ended" };

/** One socket of one user: sends frames and knows no rule of the chat. */
export class Connection {
  #state: ConnectionState = { is: "welcomed" };
  readonly subscriptions = new Map<ConversationId, Subscription>();
  /** Of conversations that it no longer follows: the last seq it has, until the membership is read. */
  readonly resumeCursors = new Map<ConversationId, number>();
  /** The conversation that the client last read, wrote or typed in. */
  place: ConversationId | undefined;
  /** That its user may not write, as its session was last checked, and how the client was told. */
  mute: { of: Mute; told: OwnMute } | undefined;
  /** When its session is checked again, in milliseconds UTC. */
  checkSessionAt = Infinity;
  /** The reader's, for times in sentences; who does not tell it is told how long instead. */
  clock: ReaderClock | undefined;
  #sentCharacters = 0;
  /** What was sent when the waiting bytes were last looked at. */
  #checkedAtCharacters = -Infinity;

  constructor(
    readonly id: string,
    public actor: Actor,
    readonly locale: Locale,
    /** When it was opened, in milliseconds UTC. */
    readonly since: number,
    private readonly socket: Socket,
    /** Takes it out of the hub; called once, in the turn in which it ends. */
    private readonly leave: (connection: Connection, how: Departure) => void,
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
    if (this.#isSlow()) return this.end({ reason: "slow-consumer" });
    this.#sentCharacters += text.length;
    this.socket.send(text);
  }

  /** To ask the platform what waits costs as much as to send: it is asked once in a while. */
  #isSlow(): boolean {
    if (this.#sentCharacters - this.#checkedAtCharacters < CHECK_EVERY_CHARACTERS) return false;
    this.#checkedAtCharacters = this.#sentCharacters;
    return this.waitingBytes > MAX_BUFFERED_BYTES;
  }

  send(frame: ServerFrame): void {
    this.sendText(JSON.stringify(frame));
  }

  /** Runs `send` if the client has synced; after the reply while its `sync` is being answered. */
  whenSynced(send: () => void): void {
    const state = this.#state;
    if (state.is === "synced") return send();
    if (state.is !== "syncing") return;
    if (state.held.length < MAX_HELD) state.held.push(send);
    else this.end({ reason: "slow-consumer" });
  }

  push(frame: Push): void {
    this.whenSynced(() => this.send(frame));
  }

  beginSync(): void {
    if (!this.ended) this.#state = { is: "syncing", held: [] };
  }

  /** Ends a `sync` that was answered (then what was held back is sent) or refused. */
  endSync(answered: boolean): void {
    const state = this.#state;
    if (state.is !== "syncing") return;
    this.#state = { is: answered ? "synced" : "welcomed" };
    if (answered) { for (const send of state.held) send(); }
  }

  /** Sends a goodbye and closes. */
  end(notice: CloseNotice): void {
    const code = CODE_OF_GOODBYE[notice.reason];
    this.#finish(FOR_GOOD.has(notice.reason) ? "left" : "lost", () => {
      this.socket.send(goodbyeFrame(notice, this.locale));
      this.socket.close(code, notice.reason);
    });
  }

  /** Closes because of a frame that is too large or binary (T2). */
  refuseFrame(code: typeof CloseCode.tooLarge | typeof CloseCode.unsupportedData): void {
    const reason = code === CloseCode.tooLarge ? "frame too large" : "text frames only";
    this.#finish("lost", () => this.socket.close(code, reason));
  }

  /** The socket closed. 1000 or no code: the client closed it. 1001: its page was left. */
  gone(code?: number): void {
    const meant = code === CloseCode.normal || code === CloseCode.noStatus;
    this.#finish(meant ? "left" : "lost", () => {});
  }

  #finish(how: Departure, close: () => void): void {
    if (this.ended) return;
    this.#state = { is: "ended" };
    this.leave(this, how);
    close();
  }
}
