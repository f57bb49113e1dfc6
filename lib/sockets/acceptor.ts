import type { Actor } from "../chat/chat.ts";
import type { InstanceId } from "../cluster/bus.ts";
import type { Locale } from "../i18n/locale.ts";
import type { ReaderClock } from "../i18n/times.ts";
import { HEARTBEAT_MS, LIMITS, type Limits, PROTOCOL_VERSION } from "../protocol/limits.ts";
import type { Clock, Random } from "../runtime/clock.ts";
import { Connection } from "./connection.ts";
import type { CloseNotice } from "./close_notices.ts";
import type { Hub } from "./hub.ts";
import type { AcceptedSocket, Socket, SocketListener } from "./socket.ts";

/** `retryAfterMs` for a client that connects while this instance ends. */
const CLOSED_RETRY_MS = 1_000;

export interface AcceptorParts {
  instance: InstanceId;
  hub: Hub;
  clock: Clock;
  random: Random;
  /** What the client is told. */
  limits: Limits;
  /** Follows what concerns the user and asks for the session again; gives whether it goes on. */
  admit: (connection: Connection) => Promise<boolean>;
  /** Reads what the client sends. `admitted`: `sync` waits for it. */
  handleFrames: (connection: Connection, admitted: Promise<boolean>) => SocketListener;
}

/** Accepts sockets until it is closed. */
export class Acceptor {
  /** Sockets that are not closed yet: after a goodbye that may take a while. */
  readonly #sockets = new Set<Socket>();
  #state: { is: "open" } | { is: "closed"; empty: PromiseWithResolvers<void> } = { is: "open" };

  constructor(private readonly parts: AcceptorParts) {}

  /** Welcomes a user's open socket; one that is not accepted gets a goodbye and is closed. */
  accept(socket: Socket, actor: Actor, locale: Locale, clock?: ReaderClock): AcceptedSocket {
    const { hub, random, handleFrames } = this.parts;
    const since = this.parts.clock.now();
    const id = random.uuid();
    const asking = { ...actor, connection: id };
    const connection = new Connection(id, asking, locale, since, socket, (one, how) => {
      hub.remove(one, how);
    });
    connection.clock = clock;
    this.#sockets.add(socket);
    const refusal = this.#refusal(actor);
    const admitted = refusal ? Promise.resolve(false) : this.#welcome(connection);
    if (refusal) connection.end(refusal);
    const frames = handleFrames(connection, admitted);
    return {
      get actor() {
        return connection.actor;
      },
      text: (data) => frames.text(data),
      binary: () => frames.binary(),
      closed: (code) => {
        frames.closed(code);
        this.#closed(socket);
      },
    };
  }

  /** Accepts no more sockets. Resolves once the last one is closed. */
  close(): Promise<void> {
    if (this.#state.is === "open") {
      this.#state = { is: "closed", empty: Promise.withResolvers() };
      if (this.#sockets.size === 0) this.#state.empty.resolve();
    }
    return this.#state.empty.promise;
  }

  #refusal(actor: Actor): CloseNotice | undefined {
    if (this.#state.is === "closed") return { reason: "restart", retryAfterMs: CLOSED_RETRY_MS };
    // The limit was checked before the upgrade; several upgrades may have passed it at once.
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
      limits: this.parts.limits,
      heartbeatMs: HEARTBEAT_MS,
      now: this.parts.clock.now(),
    });
    return this.parts.admit(connection);
  }

  #closed(socket: Socket): void {
    this.#sockets.delete(socket);
    if (this.#state.is === "closed" && this.#sockets.size === 0) this.#state.empty.resolve();
  }
}
