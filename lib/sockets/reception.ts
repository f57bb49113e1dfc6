import type { Actor, Chat, Presence } from "../chat/chat.ts";
import type { Bus, InstanceId } from "../cluster/bus.ts";
import type { Locale } from "../i18n/locale.ts";
import { HEARTBEAT_MS, LIMITS, PROTOCOL_VERSION } from "../protocol/limits.ts";
import type { PlannedShutdown } from "../store/planned_shutdown.ts";
import type { Report } from "../world/report.ts";
import type { Clock, Random } from "../world/world.ts";
import { admit, type Recheck } from "./admission.ts";
import { Connection } from "./connection.ts";
import type { Farewell } from "./goodbyes.ts";
import type { Hub } from "./hub.ts";
import { Intake } from "./intake.ts";
import type { Memberships } from "./memberships.ts";
import type { Rates } from "./rates.ts";
import type { Socket, SocketListener } from "./socket.ts";

/** What a client is asked to wait that comes while this instance ends. */
const CLOSED_RETRY_MS = 1_000;

export interface ReceptionParts {
  instance: InstanceId;
  hub: Hub;
  memberships: Memberships;
  chat: Chat;
  presence: Presence;
  bus: Bus;
  rates: Rates;
  recheck: Recheck;
  /** The shutdown that everyone is told of, if one is planned. */
  planned: () => PlannedShutdown | undefined;
  clock: Clock;
  random: Random;
  report: Report;
}

/** Takes sockets in, until it is closed. */
export class Reception {
  /** Sockets that have not said that they are gone; after a goodbye that may take a while. */
  readonly #sockets = new Set<Socket>();
  #state: { is: "open" } | { is: "closed"; empty: PromiseWithResolvers<void> } = { is: "open" };

  constructor(private readonly parts: ReceptionParts) {}

  /** Welcomes a user's open socket. Whom it does not take it tells why, and closes. */
  accept(socket: Socket, actor: Actor, locale: Locale): SocketListener {
    const { hub, random, clock } = this.parts;
    const since = clock.now();
    const connection = new Connection(random.uuid(), actor, locale, since, socket, (one, how) => {
      hub.remove(one, how);
    });
    this.#sockets.add(socket);
    const refusal = this.#refusal(actor);
    const admitted = refusal ? Promise.resolve(false) : this.#welcome(connection);
    if (refusal) connection.end(refusal);
    const intake = new Intake(connection, this.parts, admitted);
    return {
      text: (data) => intake.text(data),
      binary: () => intake.binary(),
      closed: (code) => {
        intake.closed(code);
        this.#gone(socket);
      },
    };
  }

  /** Takes nobody any more. Resolves once the last socket is gone. */
  close(): Promise<void> {
    if (this.#state.is === "open") {
      this.#state = { is: "closed", empty: Promise.withResolvers() };
      if (this.#sockets.size === 0) this.#state.empty.resolve();
    }
    return this.#state.empty.promise;
  }

  #refusal(actor: Actor): Farewell | undefined {
    if (this.#state.is === "closed") return { reason: "restart", retryAfterMs: CLOSED_RETRY_MS };
    // The limit was checked before the upgrade; this is for those that came in the same moment.
    const crowded = this.parts.hub.ofUser(actor.user.id).size >= LIMITS.connections;
    return crowded ? { reason: "flooding" } : undefined;
  }

  #welcome(connection: Connection): Promise<boolean> {
    const { hub, instance } = this.parts;
    hub.add(connection);
    connection.send({
      type: "welcome",
      protocol: PROTOCOL_VERSION,
      instance,
      user: connection.actor.user,
      limits: LIMITS,
      heartbeatMs: HEARTBEAT_MS,
    });
    return admit(connection, this.parts);
  }

  #gone(socket: Socket): void {
    this.#sockets.delete(socket);
    if (this.#state.is === "closed" && this.#sockets.size === 0) this.#state.empty.resolve();
  }
}
