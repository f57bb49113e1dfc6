import { DEFAULT_SETTINGS, type PersonalSettings } from "../../lib/protocol/requests/inbox.ts";
import type { Socket, SocketHandlers, Transport } from "../../lib/client/transport.ts";
import {
  type ClientFrame,
  readClientFrame,
  type Request,
} from "../../lib/protocol/client_frames.ts";
import type {
  ConversationSummary,
  Draft,
  LogEvent,
  Person,
  PresenceChange,
  Profiles,
  Quotes,
  RoomInvitation,
} from "../../lib/protocol/events.ts";
import { FAR_BEHIND_EVENTS, LIMITS, MAX_SYNC_EVENTS } from "../../lib/protocol/limits.ts";
import { countReply } from "../../lib/client/apply_change.ts";
import { quotedIn, quoteOf } from "../../lib/protocol/quotes.ts";
import { placeInThreads, standsInTimeline, threadOf } from "../../lib/protocol/threads.ts";
import type { Member, PresenceCounts } from "../../lib/protocol/requests/people.ts";
import type { UnreadThread } from "../../lib/protocol/requests/threads.ts";
import type { Push, ReplyOf, ServerFrame, WireError } from "../../lib/protocol/server_frames.ts";
import type { Clock } from "../../lib/runtime/clock.ts";

export const ANA: Person = { id: "u-ana", name: "ana", role: "member" };
export const BEN: Person = { id: "u-ben", name: "ben", role: "member" };

/** What happens to one request, in place of its answer. */
export type Fate =
  | { refuse: WireError }
  /** Done, but the answer is lost with the connection. */
  | "lose-reply"
  /** The connection is lost before the request arrives. */
  | "lose-request"
  /** Neither done nor answered: the socket is half open. */
  | "ignore";

interface Line {
  handlers: SocketHandlers;
  open: boolean;
  synced: boolean;
  toServer: string[];
  toClient: string[];
}

/**
 * A server of one person in memory, on lines that carry nothing until `flush`. It keeps the protocol
 * (sync, D2, D3, D5, D8) unless a script says otherwise.
 */
export class FakeServer {
  readonly logs = new Map<string, LogEvent[]>();
  readonly summaries = new Map<string, ConversationSummary>();
  readonly received: ClientFrame[] = [];
  readonly people = new Map<string, Person>([[ANA.id, ANA], [BEN.id, BEN]]);
  presence: PresenceChange[] = [];
  invitations: RoomInvitation[] = [];
  /** What `threads` is answered with; it may push something first. */
  unreadThreads: () => UnreadThread[] = () => [];
  bookmarks: ReplyOf<"bookmarks">["bookmarks"] = [];
  settings: PersonalSettings = DEFAULT_SETTINGS;
  members: Member[] = [];
  membersPerPage = 50;
  /** Whether a socket opens at all. */
  accepts = true;
  lines: Line[] = [];
  #fates: { type: string; fate: Fate }[] = [];

  constructor(readonly clock: Clock, readonly me: Person = ANA) {}

  get transport(): Transport {
    return { open: (_url, handlers) => this.#open(handlers) };
  }

  /** The frames of one type that came, in order. */
  requests<T extends ClientFrame["type"]>(type: T): Extract<ClientFrame, { type: T }>[] {
    return this.received.filter((frame): frame is Extract<ClientFrame, { type: T }> =>
      frame.type === type
    );
  }

  addRoom(id: string, more: Partial<ConversationSummary> = {}): ConversationSummary {
    const summary: ConversationSummary = {
      id,
      kind: "room",
      name: id,
      head: 0,
      read: 0,
      unread: 0,
      mentions: 0,
      lastAt: 0,
      ...more,
    };
    this.summaries.set(id, summary);
    this.logs.set(id, []);
    return summary;
  }

  /** What the next requests of a type meet, one after the other. */
  script(type: Request["type"], ...fates: Fate[]): void {
    for (const fate of fates) this.#fates.push({ type, fate });
  }

  /** Appends and tells; `lost`: nobody is told. */
  append(conversation: string, by: Person, draft: Draft, told: "told" | "lost" = "told"): LogEvent {
    const log = this.#log(conversation);
    const placed = { seq: log.length + 1, at: this.clock.now(), by: by.id };
    const event = { ...draft, ...placed } as LogEvent;
    log.push(event);
    const root = threadOf(event);
    const message = root === undefined ? undefined : log[root - 1];
    if (message?.kind === "message") log[message.seq - 1] = countReply(message, event);
    const summary = this.summaries.get(conversation);
    if (summary) {
      summary.head = event.seq;
      summary.lastAt = event.at;
      const counts = event.kind === "message" && standsInTimeline(event);
      if (counts && by.id !== this.me.id) summary.unread++;
    }
    if (told === "told") this.push(this.#events(conversation, [event]));
    return event;
  }

  say(conversation: string, text: string, by: Person = BEN, id: string = crypto.randomUUID()) {
    return this.append(conversation, by, { kind: "message", id, text });
  }

  /** How many members are in each state; bots do not count (B1). */
  get counts(): PresenceCounts {
    const people = this.members.filter(({ bot }) => !bot);
    const count = (state: string) => people.filter((one) => one.state === state).length;
    const guests = people.filter(({ role, state }) => role === "guest" && state !== "offline");
    const counts = { online: count("online"), away: count("away"), offline: count("offline") };
    return { ...counts, ...(guests.length > 0 && { guests: guests.length }) };
  }

  /** A page of the members, as `membersPerPage` has it. */
  #memberPage(after = "0"): ReplyOf<"members"> {
    const [from, to] = [Number(after), Number(after) + this.membersPerPage];
    const more = to < this.members.length;
    return {
      members: this.members.slice(from, to),
      counts: this.counts,
      ...(more && { next: `${to}` }),
    };
  }

  /** Pushes to every line that has synced. */
  push(frame: Push): void {
    for (const line of this.lines) if (line.open && line.synced) this.#write(line, frame);
  }

  /** Carries what is on the lines, one frame each way at a time, until they are empty. */
  flush(): void {
    for (let turns = 0; turns < 10_000; turns++) {
      const line = this.lines.find(({ open, toServer, toClient }) =>
        open && toServer.length + toClient.length > 0
      );
      if (!line) return;
      const down = line.toClient.shift();
      if (down !== undefined) line.handlers.message(down);
      const up = line.toServer.shift();
      if (up !== undefined) this.#receive(line, up);
    }
    throw new Error("The lines do not come to rest");
  }

  /** Ends every connection; what is on the lines is lost. */
  cut(code = 1006, goodbye?: Omit<Extract<Push, { type: "goodbye" }>, "type" | "message">): void {
    for (const line of this.lines.filter(({ open }) => open)) {
      if (goodbye) {
        const frame: Push = { type: "goodbye", message: "Goodbye", ...goodbye };
        line.handlers.message(JSON.stringify(frame));
      }
      this.#close(line, code);
    }
  }

  #open(handlers: SocketHandlers): Socket {
    const line: Line = { handlers, open: true, synced: false, toServer: [], toClient: [] };
    if (this.accepts) {
      this.lines.push(line);
      this.#write(line, {
        type: "welcome",
        protocol: 1,
        instance: "fake",
        user: this.me,
        limits: LIMITS,
        heartbeatMs: 30_000,
        now: this.clock.now(),
      });
    } else this.clock.after(1, () => this.#close(line, 1006));
    return {
      send: (text) => void (line.open && line.toServer.push(text)),
      close: () => void (line.open = false),
    };
  }

  #close(line: Line, code: number): void {
    if (!line.open) return;
    line.open = false;
    line.handlers.close(code);
  }

  #write(line: Line, frame: ServerFrame): void {
    line.toClient.push(JSON.stringify(frame));
  }

  #receive(line: Line, text: string): void {
    const read = readClientFrame(text);
    if (read.is !== "frame") throw new Error(`The client sent what is no frame: ${text}`);
    const { frame } = read;
    const index = this.#fates.findIndex(({ type }) => type === frame.type);
    const fate = index >= 0 ? this.#fates.splice(index, 1)[0]?.fate : undefined;
    if (fate === "lose-request") return this.#close(line, 1006);
    this.received.push(frame);
    if (fate === "ignore") return;
    if (frame.type === "typing" || frame.type === "presence") return;
    const { ref } = frame;
    if (typeof fate === "object") {
      return this.#write(line, { type: "reply", ref, ok: false, error: fate.refuse });
    }
    const { reply, after } = this.#carryOut(line, frame);
    if (fate === "lose-reply") return this.#close(line, 1006);
    this.#write(line, { type: "reply", ref, ok: true, ...reply });
    after?.();
  }

  #carryOut(line: Line, frame: Request): { reply: object; after?: () => void } {
    switch (frame.type) {
      case "sync": {
        const conversations = [...this.summaries.values()].map((summary) => ({ ...summary }));
        const after = () => {
          line.synced = true;
          for (const [id, since] of Object.entries(frame.since)) this.#catchUp(line, id, since);
        };
        return {
          reply: { user: this.me, conversations, presence: this.presence, users: {} },
          after,
        };
      }
      case "send": {
        const conversation = frame.conversation!;
        const log = this.#log(conversation);
        const same = log.slice(frame.after).find((event) =>
          event.kind === "message" && event.id === frame.id && event.by === this.me.id
        );
        if (same) return { reply: { conversation, seq: same.seq, at: same.at } };
        const { id, text } = frame;
        const message = { kind: "message", id, text, ...placeInThreads(frame) } as const;
        const event = this.append(conversation, this.me, message, "lost");
        return {
          reply: { conversation, seq: event.seq, at: event.at },
          after: () => this.push(this.#events(conversation, [event])),
        };
      }
      case "history": {
        const log = this.#log(frame.conversation);
        const { before = Infinity, after = 0, limit } = frame;
        const { timeline, thread } = frame;
        const range = log.filter((event) =>
          event.seq > after && event.seq < before &&
          (thread === undefined ? !timeline || standsInTimeline(event) : threadOf(event) === thread)
        );
        const page = frame.after === undefined ? range.slice(-limit) : range.slice(0, limit);
        const more = page.length < range.length;
        const ends = { from: after + 1, to: Math.min(before - 1, log.length) };
        if (more && frame.after === undefined) ends.from = page[0]?.seq ?? ends.from;
        if (more && frame.after !== undefined) ends.to = page.at(-1)?.seq ?? ends.to;
        const root = thread === undefined ? undefined : log[thread - 1];
        const state = root && { thread: { root, follows: true, read: 0, unread: range.length } };
        const quotes = this.#quotes(frame.conversation, page);
        return { reply: { events: page, users: this.#users(), quotes, more, ...ends, ...state } };
      }
      case "open":
      case "create":
      case "join":
        return { reply: { conversation: this.addRoom(`new-${this.summaries.size}`) } };
      case "leave":
        return { reply: { conversation: frame.conversation } };
      case "members":
        return { reply: this.#memberPage(frame.after) };
      case "threads":
        return { reply: { threads: this.unreadThreads(), users: {}, more: false } };
      case "follow":
        return { reply: {} };
      case "invitations":
        return { reply: { invitations: this.invitations } };
      case "settings":
        return { reply: { settings: this.settings } };
      case "bookmarks":
        return { reply: { bookmarks: this.bookmarks, users: {} } };
      case "drafts":
        return { reply: { drafts: [] } };
      case "profiles":
        return { reply: { users: this.#users() } };
      case "decline":
        return { reply: {} };
      case "rooms":
        return { reply: { rooms: [] } };
      case "people":
        return { reply: { people: this.members } };
      case "read": {
        const summary = this.summaries.get(frame.conversation);
        if (summary) summary.read = Math.max(summary.read, frame.seq);
        return { reply: {} };
      }
      default:
        return { reply: { seq: 1 } };
    }
  }

  #catchUp(line: Line, conversation: string, since: number): void {
    const log = this.#log(conversation);
    const missing = log.slice(since);
    const far = missing.length > MAX_SYNC_EVENTS || since > log.length;
    const events = far ? log.slice(-FAR_BEHIND_EVENTS) : missing;
    if (!far && events.length === 0) return;
    const from = far ? { from: events[0]?.seq ?? 1 } : {};
    this.#write(line, { ...this.#events(conversation, events), ...from });
  }

  #events(conversation: string, events: LogEvent[]) {
    const quotes = this.#quotes(conversation, events);
    return { type: "events", conversation, events, users: this.#users(), quotes } as const;
  }

  #quotes(conversation: string, events: LogEvent[]): Quotes {
    const log = this.#log(conversation);
    const quoted = [...quotedIn(events)].map((seq) => log[seq - 1]);
    return Object.fromEntries(
      quoted.flatMap((event) => event?.kind === "message" ? [[event.seq, quoteOf(event)]] : []),
    );
  }

  #users(): Profiles {
    return Object.fromEntries(
      [...this.people.values()].map(({ id, name, role }) => [id, { name, role }]),
    );
  }

  #log(conversation: string): LogEvent[] {
    const log = this.logs.get(conversation);
    if (!log) throw new Error(`No conversation ${conversation}`);
    return log;
  }
}
