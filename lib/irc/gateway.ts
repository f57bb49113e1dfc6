import type { Administration } from "../chat/administration.ts";
import type { Actor } from "../chat/chat.ts";
import type { Identity } from "../chat/identity/identity.ts";
import type { Locale } from "../i18n/locale.ts";
import type { Clock, Random } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import type { AcceptedSocket, Socket } from "../sockets/socket.ts";
import type { SharedFrames } from "./shared_frames.ts";

/** What lines of the server itself come from. No host of anybody is ever shown. */
export const SERVER = "irc.palabre";
/** The host in everybody's mask: it says nothing of where somebody is. */
export const HOST = "palabre";

/** The instance behind the gateway: IRC clients are sockets of it like any others. */
export interface IrcInstance {
  readonly state: "serving" | "closing" | "closed";
  /** How many sockets are here, of all kinds. */
  readonly connections: number;
  accept(socket: Socket, actor: Actor, locale: Locale): AcceptedSocket;
  atConnectionLimit(actor: Actor): boolean;
  /** Counts one more request; 0 when it may, else the milliseconds to wait. */
  requestRate(actor: Actor | undefined, address: string): number;
}

/** The community as the gateway shows it. */
export interface IrcCommunity {
  name(): string;
  /** Where files and rooms are found by a browser, where that is known: `https://chat.example.org`. */
  readonly origin?: string;
}

/** What all IRC sessions of an instance have in common. */
export interface IrcGateway {
  instance: IrcInstance;
  identity: Pick<
    Identity,
    "enter" | "signIn" | "authenticate" | "signOut" | "endSession" | "changeName"
  >;
  administration: Pick<
    Administration,
    "kick" | "mute" | "ban" | "lift" | "sanctions" | "giveRole" | "changeRoom"
  >;
  community: IrcCommunity;
  /** What every session is pushed is read once for all. */
  frames: SharedFrames;
  clock: Clock;
  random: Random;
  logger: Logger;
}

/** One end of a connection that carries lines. None of it may throw or block. */
export interface LineTransport {
  /** Sends a line, which has no line break. */
  send(line: string): void;
  /** Sends what waits, for a moment at most, and closes. */
  close(): void;
  /** Bytes given to `send` that the network has not taken yet. */
  readonly bufferedAmount: number;
}
