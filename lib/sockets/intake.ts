import type { Chat, Presence } from "../chat/chat.ts";
import { LimitedTurns } from "../chat/limited_turns.ts";
import { CloseCode } from "../protocol/close_codes.ts";
import {
  type ClientFrame,
  readClientFrame,
  type Request,
  type Signal,
} from "../protocol/client_frames.ts";
import { ChatError } from "../protocol/errors.ts";
import type { ConversationSummary } from "../protocol/events.ts";
import { MAX_FRAME_BYTES, MAX_INVALID_FRAMES } from "../protocol/limits.ts";
import { Unavailable } from "../store/kv.ts";
import type { PlannedShutdown } from "../store/planned_shutdown.ts";
import type { Report } from "../world/report.ts";
import type { Connection } from "./connection.ts";
import { exceedsBytes } from "./frame_size.ts";
import type { Hub } from "./hub.ts";
import type { Memberships } from "./memberships.ts";
import type { Rates } from "./rates.ts";
import { Answer, errorOf, tooFast, wireError } from "./reply.ts";
import { appends, carryOut } from "./requests.ts";
import type { SocketListener } from "./socket.ts";
import { sync } from "./sync.ts";

/** Requests of one connection that may be under way; a client has no use for more. */
const MAX_UNDER_WAY = 256;
/** Pages of history that one connection reads at once: each may take 3 MB before it is cut (D6). */
const PAGES_AT_ONCE = 4;
/** What a client is asked to wait that has so many under way. */
const CROWDED_RETRY_MS = 1_000;
/** What a client is asked to wait that was closed for flooding. */
const FLOODING_RETRY_MS = 10_000;

/** Frames that tell which conversation a person looks at. */
const SHOWS_PLACE: ReadonlySet<ClientFrame["type"]> = new Set<ClientFrame["type"]>([
  "read",
  "send",
  "typing",
]);

export interface IntakeParts {
  chat: Chat;
  presence: Presence;
  hub: Hub;
  memberships: Memberships;
  rates: Rates;
  /** The shutdown that everyone is told of, if one is planned. */
  planned: () => PlannedShutdown | undefined;
  report: Report;
}

/** Reads what one client sends: each request leads to one reply (T2, T4, T5 and the rates). */
export class Intake implements SocketListener {
  #invalid = 0;
  #underWay = 0;
  /** `sync` requests are answered one after the other. */
  #synced: Promise<unknown>;
  readonly #rate: ReturnType<Rates["connection"]>;
  readonly #pages = new LimitedTurns({ atOnce: PAGES_AT_ONCE, waiting: MAX_UNDER_WAY });

  constructor(
    private readonly connection: Connection,
    private readonly parts: IntakeParts,
    /** Resolves once changes of the user's affairs are heard here, before `sync` reads them. */
    admitted: Promise<unknown>,
  ) {
    this.#synced = admitted;
    this.#rate = parts.rates.connection();
  }

  text(data: string): void {
    if (this.connection.ended) return;
    if (exceedsBytes(data, MAX_FRAME_BYTES)) {
      return this.connection.refuseFrame(CloseCode.tooLarge);
    }
    if (this.#rate.frame() > 0) {
      return this.connection.end({ reason: "flooding", retryAfterMs: FLOODING_RETRY_MS });
    }
    const read = readClientFrame(data);
    if (read.is === "frame") return this.#take(read.frame);
    if (read.is === "invalid") return this.#refuseInvalid(read.ref, read.field);
    // Without a ref it is a signal of a newer client, and there is nobody to answer (T4).
    if (read.ref === undefined) return;
    const { locale } = this.connection;
    this.#answer(read.ref).refuse(wireError(locale, "unknown-type", { type: read.type }));
  }

  binary(): void {
    this.connection.refuseFrame(CloseCode.unsupportedData);
  }

  closed(code?: number): void {
    this.connection.gone(code);
  }

  #take(frame: ClientFrame): void {
    if (SHOWS_PLACE.has(frame.type) && "conversation" in frame) {
      this.connection.place = frame.conversation;
    }
    if (frame.type === "typing") return this.#typing(frame.conversation);
    if (frame.type === "presence") return this.#presence(frame);
    const { locale, actor } = this.connection;
    const answer = this.#answer(frame.ref);
    if (this.#underWay >= MAX_UNDER_WAY) return answer.refuse(tooFast(locale, CROWDED_RETRY_MS));
    const waitMs = appends(frame) ? this.parts.rates.send(actor) : 0;
    if (waitMs > 0) return answer.refuse(tooFast(locale, waitMs));
    this.#underWay++;
    this.#carryOut(frame, answer)
      .catch((error) => answer.refuse(errorOf(error, locale, this.parts.report)))
      .finally(() => this.#underWay--);
  }

  async #carryOut(request: Request, to: Answer): Promise<void> {
    const { connection, parts: { chat, memberships } } = this;
    const reply = (body: object) => to.ok(body);
    if (request.type === "sync") {
      const mine = this.#synced.then(() => sync(connection, request, this.parts, reply));
      this.#synced = mine.catch(() => {}); // its own request reports it; the next one goes on
      return await mine;
    }
    const follow = (conversation: ConversationSummary) =>
      memberships.follow(connection, conversation);
    const answer = () => carryOut(request, connection.actor, chat, { reply, follow });
    if (request.type !== "history") return await answer();
    await this.#pages.run(async () => {
      if (!connection.ended) await answer();
    });
  }

  #typing(conversation: string): void {
    if (this.#rate.typing() > 0) return;
    this.parts.chat.typing(this.connection.actor, conversation)
      .catch((error) => this.#signalFailed(error));
  }

  #presence(signal: Extract<Signal, { type: "presence" }>): void {
    try {
      this.parts.presence.report(this.connection.actor.user.id, this.connection.id, signal);
    } catch (error) {
      this.#signalFailed(error); // a status that is too long
    }
  }

  /** Nobody waits for an answer to a signal: only what should not happen is worth a line. */
  #signalFailed(error: unknown): void {
    if (error instanceof ChatError || error instanceof Unavailable) return;
    this.parts.report("a signal failed", error);
  }

  #refuseInvalid(ref: number | undefined, field: string): void {
    if (ref !== undefined && ++this.#invalid < MAX_INVALID_FRAMES) {
      const { locale } = this.connection;
      return this.#answer(ref).refuse(wireError(locale, "invalid-field", { field }));
    }
    this.connection.end({ reason: "protocol-error" });
  }

  #answer(ref: number): Answer {
    return new Answer(ref, (reply) => this.connection.send(reply));
  }
}
