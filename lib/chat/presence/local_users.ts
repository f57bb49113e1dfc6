import type { Person, UserId } from "../../protocol/events.ts";
import { OFFLINE_GRACE_MS } from "../../protocol/limits.ts";
import type { Clock, Timer } from "../../runtime/clock.ts";
import type { Departure, PageReading } from "../chat.ts";

/** What a visit without a connection is called among the connections of its user. */
const visitOf = (session: string) => `page of ${session}`;

/** A page with a script says by itself how long its reader is here; one that does not by then has none. */
const UNTIL_SCRIPT_MS = 10_000;
/** Without one, nobody says when a reader has gone: they are taken to look this long, and then to be away. */
const LOOKING_MS = 2 * 60_000;
const AWAY_MS = 13 * 60_000;
/** Sessions that are known to read without a script, though one ran there before. */
const MAX_SCRIPTLESS = 10_000;

/** A user with connections here, or one whose last connection closed a moment ago. */
interface LocalUser {
  person: Person;
  connections: Map<string, "active" | "away">;
  last: "online" | "away";
  grace: Timer | undefined;
}

/** Who is connected to this instance, and how (P1). */
export class LocalUsers {
  readonly #here = new Map<UserId, LocalUser>();
  /** When each visit without a connection ends, by its user and its session. */
  readonly #visits = new Map<UserId, Map<string, Timer>>();
  /** Sessions whose page was followed by no connection: the script that ran there does so no more. */
  readonly #scriptless = new Set<string>();

  constructor(
    private readonly clock: Clock,
    /** Whether others were told that the user is here: then leaving takes a moment (P2). */
    private readonly wasTold: (user: UserId) => boolean,
    private readonly changed: (user: UserId) => void,
  ) {}

  get users(): UserId[] {
    return [...this.#here.keys()];
  }

  /** The user and their state here; `undefined` when no connection is left. */
  of(user: UserId): { person: Person; state: "online" | "away" } | undefined {
    const local = this.#here.get(user);
    return local && { person: local.person, state: local.last };
  }

  /** A connection says when it closes: a visit that led to it needs no time of its own any more. */
  connect(person: Person, connection: string): void {
    this.#add(person, connection);
    this.endVisits(person.id);
  }

  /** Somebody is here by a page; where they have a connection already, that tells it better. */
  visit(person: Person, session: string, by: PageReading): void {
    const visits = this.#visits.get(person.id) ?? new Map<string, Timer>();
    const connected = (this.#here.get(person.id)?.connections.size ?? 0) > visits.size;
    if (connected) return;
    const before = visits.get(session);
    before?.cancel();
    this.#visits.set(person.id, visits);
    if (!before) this.#add(person, visitOf(session));
    const leave = () => {
      const end = () => this.endVisits(person.id, session);
      visits.set(session, this.clock.after(AWAY_MS, end));
      this.report(person.id, visitOf(session), "away");
    };
    this.report(person.id, visitOf(session), "active");
    if (by === "without-script" || this.#scriptless.has(session)) {
      return void visits.set(session, this.clock.after(LOOKING_MS, leave));
    }
    // They may have gone before it ran, or read without one: with the next page they have not come anew.
    const noScript = () => {
      if (this.#scriptless.size >= MAX_SCRIPTLESS) this.#scriptless.clear();
      this.#scriptless.add(session);
      leave();
    };
    visits.set(session, this.clock.after(UNTIL_SCRIPT_MS, noScript));
  }

  /** Ends the visits of a user, or the one of a session. */
  endVisits(user: UserId, session?: string): void {
    const visits = this.#visits.get(user);
    for (const [of, timer] of visits ?? []) {
      if (session !== undefined && of !== session) continue;
      timer.cancel();
      visits?.delete(of);
      this.disconnect(user, visitOf(of), "left"); // nothing was lost that could come back
    }
    if (visits?.size === 0) this.#visits.delete(user);
  }

  #add(person: Person, connection: string): void {
    const local = this.#here.get(person.id) ??
      { person, connections: new Map(), last: "online", grace: undefined };
    local.grace?.cancel();
    local.grace = undefined;
    local.person = person;
    local.connections.set(connection, "active");
    this.#here.set(person.id, local);
    this.#settle(local);
  }

  disconnect(user: UserId, connection: string, how: Departure = "lost"): void {
    const local = this.#here.get(user);
    if (!local?.connections.delete(connection)) return; // a close may come twice
    if (local.connections.size > 0) return this.#settle(local);
    // Gone on purpose, or came and went within one push (P3).
    if (how === "left" || !this.wasTold(user)) return this.#remove(user);
    local.grace = this.clock.after(OFFLINE_GRACE_MS, () => this.#remove(user));
  }

  report(user: UserId, connection: string, state: "active" | "away"): void {
    const local = this.#here.get(user);
    if (!local?.connections.has(connection)) return;
    local.connections.set(connection, state);
    this.#settle(local);
  }

  /** Somebody has another name or role now. */
  rename(person: Person): void {
    const local = this.#here.get(person.id);
    if (!local) return;
    local.person = person;
    this.changed(person.id);
  }

  clear(): void {
    for (const { grace } of this.#here.values()) grace?.cancel();
    for (const visits of this.#visits.values()) for (const timer of visits.values()) timer.cancel();
    this.#visits.clear();
    this.#here.clear();
  }

  #settle(local: LocalUser) {
    const active = [...local.connections.values()].includes("active");
    local.last = active ? "online" : "away";
    this.changed(local.person.id);
  }

  #remove(user: UserId) {
    this.#here.delete(user);
    this.changed(user);
  }
}
