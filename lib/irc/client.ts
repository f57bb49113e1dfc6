import { TokenBucket } from "../async/token_bucket.ts";
import { type IrcWords, ircWords } from "../i18n/irc.ts";
import type { Rate } from "../protocol/limits.ts";
import { every, type Timer } from "../runtime/clock.ts";
import { type Capability, MAX_MULTILINE_LINES } from "./capabilities.ts";
import type { Admitted } from "./credentials.ts";
import { type IrcGateway, type LineTransport, SERVER } from "./gateway.ts";
import { Numeric, tell } from "./numerics.ts";
import { LabelledReply, Output } from "./output.ts";
import { type Origin, Registration, tooManyConnections } from "./registration.ts";
import { beginSession } from "./begin_session.ts";
import { runCommand } from "./run_command.ts";
import type { Session } from "./session.ts";
import { type Line, parseLine } from "./text/line.ts";
import type { ReadLine } from "./text/line_reader.ts";

/** Lines of one client that wait for their turn; who sends more at once is let go. */
const MAX_QUEUED = 300;
/** What they hold together, in UTF-16 code units: a message of as many lines as may be, twice. */
const MAX_QUEUED_LENGTH = 256 * 1024;
/** Lines of one client: a message of as many lines as may be, and what else it says meanwhile. */
const LINE_RATE: Rate = { burst: 2 * MAX_MULTILINE_LINES + 50, everyMs: 50 };
/** Who is not in by then is let go. */
const REGISTER_WITHIN_MS = 60_000;
/** A client that was silent for so long is asked for a sign of life, */
const PING_AFTER_MS = 20_000;
/** and has gone when it has not answered by then: others see that in time (P2). */
const GONE_AFTER_MS = 40_000;
const LOOK_MS = 5_000;

/** One IRC client, from its first line to its last. Lines are carried out one after the other. */
export class IrcClient {
  readonly #capabilities = new Set<Capability>();
  readonly #out: Output;
  readonly #registration: Registration;
  readonly #lines: Array<{ line: Line; length: number }> = [];
  #queuedLength = 0;
  readonly #rate: TokenBucket;
  readonly #watch: Timer;
  #working = false;
  #session: Session | undefined;
  #admitted: Admitted | undefined;
  #words: IrcWords;
  #over = false;
  #heardAt: number;
  #pinged = false;
  readonly #since: number;

  constructor(
    private readonly gateway: IrcGateway,
    private readonly from: Origin,
    private readonly transport: LineTransport,
    /** Called once, when the client is in or over: it is no stranger any more. */
    private readonly known: () => void,
  ) {
    this.#out = new Output(transport, this.#capabilities);
    this.#words = ircWords(from.locale);
    this.#registration = new Registration(gateway, from, this.#capabilities, this.#out);
    this.#rate = new TokenBucket(LINE_RATE, gateway.clock);
    this.#since = this.#heardAt = gateway.clock.elapsed();
    this.#watch = every(gateway.clock, LOOK_MS, () => this.#look());
  }

  /** Takes what the client sent. */
  take(read: ReadLine): void {
    if (this.#over) return;
    this.#heardAt = this.gateway.clock.elapsed();
    this.#pinged = false;
    if (this.#rate.take() > 0) return this.end(this.#words.closing.flood);
    if (read.is === "empty") return;
    if (read.is === "too-long") {
      return tell(this.#out, this.#nick, Numeric.inputTooLong, "Input line was too long");
    }
    if (read.is === "not-utf8") {
      const params = ["*", "INVALID_UTF8", "Lines are UTF-8 here"];
      return this.#out.send({ source: SERVER, command: "FAIL", params });
    }
    const line = parseLine(read.text);
    if (!line) return;
    this.#queuedLength += read.text.length;
    if (this.#lines.length >= MAX_QUEUED || this.#queuedLength > MAX_QUEUED_LENGTH) {
      return this.end(this.#words.closing.flood);
    }
    this.#lines.push({ line, length: read.text.length });
    if (!this.#working) void this.#work();
  }

  /** The connection is gone; `left`: the client closed it in order. */
  lost(how: "left" | "lost" = "lost"): void {
    if (this.#over) return;
    this.#over = true;
    this.#watch.cancel();
    this.#lines.length = 0;
    this.known();
    const session = this.#session;
    if (!session) return;
    session.end();
    session.link.leave(how);
    if (this.#admitted?.ownSession) {
      const { identity } = this.gateway;
      const { actor } = session;
      // Whose line was cut did not leave, though the session is over.
      const over = how === "left"
        ? identity.signOut(actor)
        : identity.endSession(actor, actor.session);
      over.catch((error) => {
        if (this.gateway.instance.state !== "serving") return; // the store may be closed already
        this.gateway.logger.error("the session of an IRC client could not be ended", error);
      });
    }
  }

  /** Says why, and closes. */
  end(why: string, how: "left" | "lost" = "lost"): void {
    if (this.#over) return;
    this.#out.send({ command: "ERROR", params: [`Closing link: ${why}`] });
    this.lost(how);
    this.transport.close();
  }

  get #nick(): string {
    return this.#session?.me.nick ?? this.#registration.nick;
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (;;) {
      await this.#out.drained(this.gateway.clock, () => this.#over);
      const next = this.#lines.shift();
      if (!next || this.#over) break;
      const { line, length } = next;
      this.#queuedLength -= length;
      try {
        await this.#carryOut(line);
      } catch (error) {
        this.gateway.logger.error("a line of an IRC client failed", error);
        tell(this.#out, this.#nick, Numeric.unknownError, line.command, "It could not be done");
      }
    }
    this.#working = false;
  }

  async #carryOut(line: Line): Promise<void> {
    if (line.command === "QUIT") return this.end(this.#words.closing.quit, "left");
    const session = this.#session;
    if (!session) return await this.#register(line);
    if (line.command === "CAP") return this.#registration.capability(line, this.#nick);
    if (line.command === "PONG") return;
    const label = this.#capabilities.has("labeled-response") ? line.tags?.label : undefined;
    const startsLines = line.command === "BATCH" && line.params[0]?.startsWith("+");
    if (label === undefined || startsLines) return await runCommand(session, line, this.#out);
    const reply = new LabelledReply(this.#out, label);
    try {
      await runCommand(session, line, reply);
    } finally {
      reply.finish();
    }
  }

  async #register(line: Line): Promise<void> {
    const step = await this.#registration.take(line);
    if (this.#over || step.is === "waiting") return;
    if (step.is === "refused") return this.end(step.message);
    await this.#enter(step.admitted);
  }

  async #enter(admitted: Admitted): Promise<void> {
    const { gateway, from } = this;
    const locale = admitted.locale ?? from.locale;
    this.#words = ircWords(locale);
    this.#admitted = admitted;
    if (gateway.instance.state !== "serving") return this.end(this.#words.closing.full);
    if (gateway.instance.atConnectionLimit(admitted.actor)) {
      return this.end(tooManyConnections(locale));
    }
    const { address } = from;
    const client = {
      address,
      locale,
      words: this.#words,
      capabilities: this.#capabilities,
      out: this.#out,
    };
    const session = beginSession(gateway, admitted, client, this.transport, {
      ended: (why) => this.end(why ?? this.#words.closing.lost),
    });
    this.#session = session.of;
    this.known();
    await session.ready;
  }

  #look(): void {
    const now = this.gateway.clock.elapsed();
    const { closing } = this.#words;
    if (!this.#session && now - this.#since >= REGISTER_WITHIN_MS) {
      return this.end(closing.registration);
    }
    const silentMs = now - this.#heardAt;
    if (silentMs >= GONE_AFTER_MS) return this.end(closing.timeout);
    if (silentMs < PING_AFTER_MS || this.#pinged) return;
    this.#pinged = true;
    this.#out.send({ command: "PING", params: [SERVER] });
  }
}
