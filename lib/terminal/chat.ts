import { effect, signal } from "@preact/signals";
import { createChatModel, type LiveChat } from "../client/chat_model.ts";
import type { Thread } from "../client/model.ts";
import { makeThread } from "../client/open_thread.ts";
import { rejectionReasonOverHttp } from "../client/rejection_reason.ts";
import { webSocketTransport } from "../client/transport.ts";
import {
  type ConversationId,
  type ConversationSummary,
  GENERAL,
  type MessageEvent,
} from "../protocol/events.ts";
import { nameKey } from "../protocol/names.ts";
import { systemClock, systemRandom } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { leadingName } from "../text/leading_name.ts";
import { ExitCode, Failure } from "./exit_codes.ts";
import { BotCommands } from "./bot_commands.ts";
import type { Server } from "./server.ts";
import type { Speech } from "./speech.ts";

/** Faults go nowhere: the screen is the chat's. What a person must know is in the model. */
const silent: Logger = { error: () => {}, info: () => {} };

/** The model of one person's chat over a server that let them in. */
export function createChat(server: Server): TerminalChat {
  const reason = rejectionReasonOverHttp((url) => server.fetch(url));
  const model = createChatModel({
    endpoint: {
      transport: webSocketTransport(WebSocket, { headers: server.headers }),
      url: server.socketUrl,
      rejectionReason: reason,
    },
    clock: systemClock,
    random: systemRandom,
    logger: silent,
  });
  return new TerminalChat(model, server);
}

/** The chat as one person looks at it in a terminal: the model, and the place that is open. */
export class TerminalChat {
  /** The conversation that is open. */
  readonly here = signal<ConversationId>(GENERAL);
  /** The thread that is open in it. */
  readonly thread = signal<Thread | undefined>(undefined);
  /** Where the user wrote. */
  readonly written = new Set<ConversationId>();

  /** Of bots, where one is. */
  readonly botCommands: BotCommands;

  constructor(readonly model: LiveChat, readonly server: Server) {
    this.botCommands = new BotCommands(server);
  }

  get speech(): Speech {
    return this.server.speech;
  }

  /** Resolves when online; rejects with the `Failure` of a server that did not take us. */
  connected(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const dispose = this.model.connection.subscribe((now) => {
      if (now.state === "online") resolve();
      if (now.state === "ended") reject(endOf(now.reason, now.message, this.speech));
    });
    return promise.finally(dispose);
  }

  /** Resolves when nothing that the user wrote waits any more, or when `ms` are over. */
  async settled(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = systemClock.after(ms, resolve);
    const dispose = effect(() => {
      if (this.#outgoing().every(({ state }) => state !== "pending")) resolve();
    });
    await promise;
    timer.cancel();
    dispose();
  }

  /** What the user wrote that is not durable, and waits or was refused. */
  unsent(): string[] {
    return this.#outgoing().map(({ text }) => text);
  }

  #outgoing() {
    return [...this.written].flatMap((id) => this.model.timeline(id).items.value).flatMap((item) =>
      item.is === "outgoing" ? [item.entry] : []
    );
  }

  find(id: ConversationId): ConversationSummary | undefined {
    return this.model.conversations.value.find((one) => one.id === id);
  }

  get open(): ConversationSummary | undefined {
    return this.find(this.here.value);
  }

  /** Goes to a conversation; a thread that was open is left. */
  goTo(id: ConversationId): void {
    this.thread.value = undefined;
    this.here.value = id;
    this.model.timeline(id);
    this.model.members.show(id);
  }

  openThread(root: number): void {
    this.thread.value = this.model.threads.open(this.here.value, root, makeThread);
  }

  /** The room of a name or a title that the user is in, or joins. */
  async room(name: string): Promise<ConversationSummary> {
    const room = name.replace(/^#\s*/, "").trim();
    const key = nameKey(room);
    const own = this.model.conversations.value.find((one) =>
      one.kind === "room" && (one.name === room || nameKey(one.title ?? one.name ?? "") === key)
    );
    return own ?? await this.model.join({ room });
  }

  /**
   * Whom a text begins with, and the rest; `undefined` where nobody is called so. The server is asked: of
   * “Ana María” another Ana alone may be known here.
   */
  async personBefore(written: string): Promise<{ name: string; rest: string } | undefined> {
    const { name: first } = leadingName(written, []);
    if (first === "") return undefined;
    const found = await this.model.people(first);
    const names = found.map(({ name }) => name);
    const { name, rest } = leadingName(written, names);
    const person = names.find((one) => nameKey(one) === nameKey(name));
    return person === undefined ? undefined : { name: person, rest };
  }

  /** Somebody of exactly this name. */
  async person(name: string): Promise<string | undefined> {
    const found = await this.model.people(name);
    return found.find((one) => nameKey(one.name) === nameKey(name))?.name;
  }

  /** The messages of the open place that are loaded, oldest first. */
  messages(): MessageEvent[] {
    const thread = this.thread.value;
    const { items } = thread?.replies ?? this.model.timeline(this.here.value);
    const root = thread?.rootItem.value;
    return [...root ? [root] : [], ...items.value].flatMap((item) =>
      item.is === "message" ? [item.event] : []
    );
  }

  /** The last message that was written at a time (“10:38”), or the “last” one. */
  messageAt(ref: string): MessageEvent {
    const messages = this.messages();
    const { own, times } = this.speech;
    const padded = ref.padStart(5, "0");
    const found = ref === "last"
      ? messages.at(-1)
      : messages.findLast(({ at }) => times.time(at).padStart(5, "0") === padded);
    if (found) return found;
    throw new Failure(own.t("failure.no-message", { ref }), ExitCode.refused);
  }
}

/** What ends the program when the server ends the connection. */
export function endOf(reason: string, message: string, { own, words }: Speech): Failure {
  switch (reason) {
    case "kicked":
      return new Failure(message, ExitCode.kicked);
    case "banned":
      return new Failure(message, ExitCode.banned);
    case "session-ended":
    case "signed-out":
      return new Failure(message || own.t("failure.signed-out"), ExitCode.signedOut);
    default:
      return new Failure(message || words.t("failure.lost"), ExitCode.unreachable);
  }
}
