import { Semaphore } from "../async/semaphore.ts";
import type { Throttle } from "../async/throttle.ts";
import type { Actor } from "../chat/chat.ts";
import { OwnPresence } from "../client/own_presence.ts";
import { refusalMessage } from "../i18n/refusals.ts";
import type { IrcWords } from "../i18n/irc.ts";
import type { Locale } from "../i18n/locale.ts";
import { ChatError } from "../protocol/errors.ts";
import type { ConversationId, MessageEvent, UserId } from "../protocol/events.ts";
import { Unavailable } from "../kv/kv.ts";
import type { Capability } from "./capabilities.ts";
import { type ChatLink, Refused } from "./chat_link.ts";
import type { IrcGateway } from "./gateway.ts";
import type { Output, Sink } from "./output.ts";
import { type Conversation, Conversations } from "./state/conversations.ts";
import type { Tags } from "./text/line.ts";
import { type Known, People } from "./state/people.ts";

/** Own messages whose echo is waited for, at most: each goes when it was told or refused. */
type Echo = (event: MessageEvent, tell: (out: Sink) => void) => void;

/** A message of several lines (draft/multiline) before its end. */
export interface OpenBatch {
  target: string;
  tags: Tags;
  text: string;
  lines: number;
  /** Why it will be refused, should it be. */
  refused?: "MULTILINE_MAX_LINES" | "MULTILINE_MAX_BYTES" | "MULTILINE_INVALID";
}

/** What one client is and was told, once it is in. */
export class Session {
  readonly people = new People();
  readonly conversations = new Conversations();
  /** Messages that were sent here, by their id, until the chat tells them back. */
  readonly echoes = new Map<string, Echo>();
  /** Messages of several lines that the client is sending, by the name of their batch. */
  readonly batches = new Map<string, OpenBatch>();
  /** Whether the user is at their client (P1). */
  readonly presence: OwnPresence;
  /** Channels that this client left while the user stays in the room: `general`, which is never left. */
  readonly parted = new Set<ConversationId>();
  /** Guests who went, and the channels that they went from. */
  readonly absent = new Map<UserId, ConversationId[]>();
  /** The conversation whose members' changes the chat tells this client (P5). */
  looking: ConversationId | undefined;
  /** Has those read who came there. */
  refreshing: Throttle | undefined;
  /** Members are read of one conversation after the other: the chat tells of the last one's. */
  readonly memberReads = new Semaphore({ concurrency: 1, maxQueued: Infinity });
  /** The room that there was not when the user last asked for it: asked for again, it is made. */
  wished: string | undefined;
  /** Rooms into which the client was told that it is asked. */
  invited: ReadonlySet<ConversationId> = new Set();
  /** Whom the user blocked: nothing of what they write is told. */
  blocked: ReadonlySet<UserId> = new Set();
  /** The conversations that others wrote to the user in, and that wait to be accepted. */
  asked: ReadonlySet<ConversationId> = new Set();

  /** Whether the client is gone. */
  isOver = false;
  readonly #end = Promise.withResolvers<void>();

  constructor(
    readonly gateway: IrcGateway,
    readonly actor: Actor,
    readonly client: {
      readonly address: string;
      readonly locale: Locale;
      readonly words: IrcWords;
      readonly capabilities: ReadonlySet<Capability>;
      readonly out: Output;
    },
    /** Set in the turn in which the session begins: the two know each other. */
    public link: ChatLink,
  ) {
    this.people.learn(actor.user.id, actor.user);
    this.presence = new OwnPresence(
      gateway.clock,
      () => true,
      (signal) => this.link.signal(signal),
    );
  }

  get me(): Known {
    const known = this.people.get(this.actor.user.id);
    if (!known) throw new Error("The user of a session is known to it");
    return known;
  }

  /** Resolves when the client is gone. */
  get ended(): Promise<void> {
    return this.#end.promise;
  }

  /** Ends what goes on by itself; the words of an `AWAY` end with the client that said them. */
  end(): void {
    this.presence.comeBack();
    this.presence.stop();
    this.refreshing?.cancel();
    this.isOver = true;
    this.#end.resolve();
  }

  /** Whether somebody is the user. */
  isMe(id: string): boolean {
    return id === this.actor.user.id;
  }

  /** What a conversation is called as a target: its channel, or the nick of the other person. */
  targetName({ channel, summary }: Conversation): string | undefined {
    return channel ?? (summary.with && this.people.get(summary.with.id)?.nick);
  }

  has(capability: Capability): boolean {
    return this.client.capabilities.has(capability);
  }

  /** Who acts by requests that are no frames: as the user is now, and as their connection acts. */
  get acting(): Actor {
    const { user, unproven = false } = this.link.actor;
    return { ...this.actor, user, unproven };
  }
}

/** What the gateway asks by itself may be refused, as all else: then it is not told. */
export function behind(session: Session, work: Promise<unknown>): void {
  work.catch((error) => {
    if (error instanceof Refused) return;
    session.gateway.logger.error("an IRC client could not be told of a conversation", error);
  });
}

/** Why something was refused; `accept`: the path where the rules are accepted that stand in the way. */
export interface Reason {
  code: string;
  message: string;
  accept?: string;
}

/** Why something was refused, in words; what is no refusal is reported, never shown. */
export function reasonOf(
  error: unknown,
  { locale, logger }: { locale: Locale; logger: IrcGateway["logger"] },
): Reason {
  if (error instanceof Refused) return error.error;
  if (error instanceof ChatError) {
    const { refusal, values, code } = error;
    return { code, message: refusalMessage(locale, refusal, values) };
  }
  const unavailable = error instanceof Unavailable;
  if (!unavailable) logger.error("a command of an IRC client failed", error);
  const refusal = unavailable ? "unavailable" : "internal";
  return { code: refusal, message: refusalMessage(locale, refusal) };
}
