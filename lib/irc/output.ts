import { type Clock, sleep } from "../runtime/clock.ts";
import type { Capability } from "./capabilities.ts";
import { SERVER } from "./gateway.ts";
import type { LineTransport } from "./gateway.ts";
import { type Line, type Tags, writeLine } from "./text/line.ts";

/** While more than this waits for the network, a client is answered nothing more that it asks. */
const MAX_WAITING_BYTES = 64 * 1024;
/** How often that is looked at. */
const LOOK_MS = 50;

/** Takes lines for a client. */
export interface Sink {
  send(line: Line): void;
}

/** The capability that a tag needs. */
function neededFor(tag: string): Capability {
  switch (tag) {
    case "time":
      return "server-time";
    case "account":
      return "account-tag";
    case "batch":
      return "batch";
    case "label":
      return "labeled-response";
    default:
      return "message-tags";
  }
}

/** Writes lines to a client, with the tags that it asked for. */
export class Output implements Sink {
  #batches = 0;

  constructor(
    private readonly transport: Pick<LineTransport, "send" | "bufferedAmount">,
    private readonly capabilities: ReadonlySet<Capability>,
  ) {}

  send(line: Line): void {
    this.transport.send(writeLine({ ...line, tags: this.#shown(line.tags) }));
  }

  /** Resolves when the client has taken most of what it was sent, or `isOver`: until then it asks in vain. */
  async drained(clock: Clock, isOver: () => boolean): Promise<void> {
    while (this.transport.bufferedAmount > MAX_WAITING_BYTES && !isOver()) {
      await sleep(clock, LOOK_MS);
    }
  }

  /** The name of a new batch. */
  nextBatch(): string {
    return (++this.#batches).toString(36);
  }

  #shown(tags: Tags | undefined): Tags | undefined {
    if (!tags) return undefined;
    const kept = Object.entries(tags).filter(([tag]) => this.capabilities.has(neededFor(tag)));
    return kept.length > 0 ? Object.fromEntries(kept) : undefined;
  }
}

/** Gathers what a command with a label is answered with (labeled-response), until it is done. */
export class LabelledReply implements Sink {
  readonly #lines: Line[] = [];

  constructor(private readonly output: Output, private readonly label: string) {}

  send(line: Line): void {
    this.#lines.push(line);
  }

  /** Sends all of it: as it is, in a batch, or that there was nothing to say. */
  finish(): void {
    const label = { label: this.label };
    const lines = this.#lines.splice(0);
    const [first] = lines;
    if (!first) {
      return this.output.send({ tags: label, source: SERVER, command: "ACK", params: [] });
    }
    const isBatch = first.command === "BATCH" && endsWith(lines, first);
    if (lines.length === 1 || isBatch) {
      this.output.send({ ...first, tags: { ...label, ...first.tags } });
      for (const line of lines.slice(1)) this.output.send(line);
      return;
    }
    const batch = this.output.nextBatch();
    const of = (sign: string, ...rest: string[]): Line => ({
      source: SERVER,
      command: "BATCH",
      params: [`${sign}${batch}`, ...rest],
    });
    this.output.send({ ...of("+", "labeled-response"), tags: label });
    for (const line of lines) {
      this.output.send(line.tags?.batch ? line : { ...line, tags: { batch, ...line.tags } });
    }
    this.output.send(of("-"));
  }
}

/** Whether the batch that a line begins ends with the last of them. */
function endsWith(lines: readonly Line[], first: Line): boolean {
  const name = first.params[0]?.slice(1);
  const last = lines.at(-1);
  return last?.command === "BATCH" && last.params[0] === `-${name}`;
}
