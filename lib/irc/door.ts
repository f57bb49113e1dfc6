import { ircWords } from "../i18n/irc.ts";
import { IrcClient } from "./client.ts";
import type { IrcGateway, LineTransport } from "./gateway.ts";
import type { Origin } from "./registration.ts";
import { writeLine } from "./text/line.ts";

/** Connections of one address that are not signed in yet: a class at school may come at once. */
const MAX_STRANGERS = 200;

/** Where IRC clients come in, by whatever carries their lines. */
export class IrcDoor {
  readonly #clients = new Set<IrcClient>();
  readonly #strangers = new Map<string, number>();

  constructor(
    private readonly gateway: IrcGateway,
    /** Whether anybody is taken now: not while memory is short. */
    private readonly takes: () => boolean,
  ) {}

  /** Takes a client; `undefined` when there is no room, of which it was told. */
  open(transport: LineTransport, from: Origin): IrcClient | undefined {
    const { closing } = ircWords(from.locale);
    const waiting = this.#strangers.get(from.address) ?? 0;
    const isServing = this.gateway.instance.state === "serving";
    if (!isServing || !this.takes()) return refuse(transport, closing.full);
    if (waiting >= MAX_STRANGERS) return refuse(transport, closing.crowded);
    this.#strangers.set(from.address, waiting + 1);
    let isStranger = true;
    const known = () => {
      if (!isStranger) return;
      isStranger = false;
      const left = (this.#strangers.get(from.address) ?? 1) - 1;
      if (left > 0) this.#strangers.set(from.address, left);
      else this.#strangers.delete(from.address);
    };
    const client = new IrcClient(this.gateway, from, transport, known);
    this.#clients.add(client);
    return client;
  }

  /** The connection of a client is gone. */
  gone(client: IrcClient | undefined, how?: "left" | "lost"): void {
    if (!client) return;
    this.#clients.delete(client);
    client.lost(how);
  }

  /** How many are here, signed in or not. */
  get clients(): number {
    return this.#clients.size;
  }

  /** Ends what is left, once the chat has closed: it told those who were in. */
  endAll(): void {
    for (const client of [...this.#clients]) client.end(ircWords("en").closing.full);
  }
}

function refuse(transport: LineTransport, why: string): undefined {
  transport.send(writeLine({ command: "ERROR", params: [`Closing link: ${why}`] }));
  transport.close();
}
