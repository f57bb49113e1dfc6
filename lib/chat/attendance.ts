import type { Person, UserId } from "../protocol/events.ts";
import { OFFLINE_GRACE_MS } from "../protocol/limits.ts";
import type { Clock, Timer } from "../world/world.ts";
import type { Leaving } from "./chat.ts";

/** A user with connections here, or one whose last connection closed a moment ago. */
interface Attendee {
  person: Person;
  connections: Map<string, "active" | "away">;
  last: "online" | "away";
  grace: Timer | undefined;
}

/** Who is connected to this instance, and how (P1). */
export class Attendance {
  readonly #here = new Map<UserId, Attendee>();

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
    const attendee = this.#here.get(user);
    return attendee && { person: attendee.person, state: attendee.last };
  }

  connect(person: Person, connection: string): void {
    const attendee = this.#here.get(person.id) ??
      { person, connections: new Map(), last: "online", grace: undefined };
    attendee.grace?.cancel();
    attendee.grace = undefined;
    attendee.person = person;
    attendee.connections.set(connection, "active");
    this.#here.set(person.id, attendee);
    this.#settle(attendee);
  }

  disconnect(user: UserId, connection: string, how: Leaving = "lost"): void {
    const attendee = this.#here.get(user);
    if (!attendee?.connections.delete(connection)) return; // a close may come twice
    if (attendee.connections.size > 0) return this.#settle(attendee);
    // Gone on purpose, or came and went within one push (P3).
    if (how === "left" || !this.wasTold(user)) return this.#remove(user);
    attendee.grace = this.clock.after(OFFLINE_GRACE_MS, () => this.#remove(user));
  }

  report(user: UserId, connection: string, state: "active" | "away"): void {
    const attendee = this.#here.get(user);
    if (!attendee?.connections.has(connection)) return;
    attendee.connections.set(connection, state);
    this.#settle(attendee);
  }

  /** Somebody has another name or role now. */
  rename(person: Person): void {
    const attendee = this.#here.get(person.id);
    if (!attendee) return;
    attendee.person = person;
    this.changed(person.id);
  }

  clear(): void {
    for (const { grace } of this.#here.values()) grace?.cancel();
    this.#here.clear();
  }

  #settle(attendee: Attendee) {
    const active = [...attendee.connections.values()].includes("active");
    attendee.last = active ? "online" : "away";
    this.changed(attendee.person.id);
  }

  #remove(user: UserId) {
    this.#here.delete(user);
    this.changed(user);
  }
}
