// What a client says before it is in: CAP, PASS, NICK, USER, AUTHENTICATE (SASL PLAIN).
import { type IrcWords, ircWords } from "../i18n/irc.ts";
import type { Locale } from "../i18n/locale.ts";
import { refusalMessage } from "../i18n/refusals.ts";
import { ChatError } from "../protocol/errors.ts";
import { type Capability, offeredCapabilities, requested } from "./capabilities.ts";
import { type Admitted, enterAsGuest, signIn } from "./credentials.ts";
import { type IrcGateway, SERVER } from "./gateway.ts";
import { Numeric, tell } from "./numerics.ts";
import type { Output } from "./output.ts";
import { reasonOf } from "./session.ts";
import { byteLength } from "./text/bytes.ts";
import type { Line } from "./text/line.ts";

/** A line of AUTHENTICATE that is as long as this goes on in the next one. */
const SASL_CHUNK = 400;
/** What SASL PLAIN may hold in all. */
const MAX_SASL = 2 * SASL_CHUNK;
/** The longest line of a list of capabilities, in bytes. */
const CAP_LINE = 400;
/** Wrong passwords of one connection. */
const MAX_GUESSES = 3;

/** Where a client comes from, and the language in which it is answered until its account tells. */
export interface Origin {
  address: string;
  locale: Locale;
}

/** How a registration stands after a line. */
export type Step =
  | { is: "waiting" }
  | { is: "admitted"; admitted: Admitted }
  | { is: "refused"; message: string };

const WAITING: Step = { is: "waiting" };

/** One client's way in. */
export class Registration {
  readonly #words: IrcWords;
  #nick: string | undefined;
  #hasUser = false;
  #password: string | undefined;
  #negotiating = false;
  #capVersion = 301;
  #sasl: { text: string } | undefined;
  #signedIn: Admitted | undefined;
  #guesses = 0;

  constructor(
    private readonly gateway: Pick<IrcGateway, "identity" | "instance" | "logger">,
    private readonly from: Origin,
    private readonly capabilities: Set<Capability>,
    private readonly out: Output,
  ) {
    this.#words = ircWords(from.locale);
  }

  /** What the client is called before it is in. */
  get nick(): string {
    return this.#nick ?? "*";
  }

  /** Takes a line. Never throws for what is refused. */
  async take(line: Line): Promise<Step> {
    const [first = ""] = line.params;
    switch (line.command) {
      case "CAP":
        this.capability(line);
        break;
      case "PASS":
        this.#password = line.params.join(" "); // some clients write no colon before it
        break;
      case "NICK":
        if (first === "") tell(this.out, this.nick, Numeric.noNickname, "No nickname given");
        else this.#nick = first;
        break;
      case "USER":
        if (line.params.length < 4) {
          tell(this.out, this.nick, Numeric.needMoreParams, "USER", "Not enough parameters");
        } else this.#hasUser = true;
        break;
      case "AUTHENTICATE":
        return await this.#authenticate(first);
      case "PING":
        this.out.send({ source: SERVER, command: "PONG", params: [SERVER, first] });
        break;
      case "PONG":
      case "NOTICE":
        break;
      case "GET":
      case "POST":
        // A page elsewhere may have a browser send it, with lines of IRC in the body.
        return { is: "refused", message: "This is IRC, no web server." };
      default:
        tell(this.out, this.nick, Numeric.notRegistered, "You have not registered");
    }
    return await this.#go();
  }

  /** Answers CAP, before and after the client is in. */
  capability({ params: [subcommand = "", list = ""] }: Line, nick = this.nick): void {
    const answer = (...params: string[]) =>
      this.out.send({ source: SERVER, command: "CAP", params: [nick, ...params] });
    switch (subcommand.toUpperCase()) {
      case "LS": {
        this.#negotiating = true;
        this.#capVersion = Math.max(this.#capVersion, Number(list) || 301);
        if (this.#capVersion >= 302) this.capabilities.add("cap-notify");
        const lines = inLines(offeredCapabilities(this.#capVersion));
        lines.forEach((line, index) => {
          const goesOn = index < lines.length - 1 && this.#capVersion >= 302 ? ["*"] : [];
          answer("LS", ...goesOn, line);
        });
        break;
      }
      case "LIST":
        answer("LIST", [...this.capabilities].join(" "));
        break;
      case "REQ": {
        this.#negotiating = true;
        const change = requested(list);
        if (!change) return answer("NAK", list);
        for (const one of change.on) this.capabilities.add(one);
        for (const one of change.off) this.capabilities.delete(one);
        answer("ACK", list);
        break;
      }
      case "END":
        this.#negotiating = false;
        break;
      default:
        tell(this.out, nick, Numeric.invalidCap, subcommand, "Invalid CAP command");
    }
  }

  async #authenticate(text: string): Promise<Step> {
    const { out, nick } = this;
    if (this.#signedIn) {
      tell(out, nick, Numeric.saslAlready, "You have already authenticated");
    } else if (text === "*") {
      this.#sasl = undefined;
      tell(out, nick, Numeric.saslAborted, "SASL authentication aborted");
    } else if (!this.#sasl) {
      if (text.toUpperCase() === "PLAIN") {
        this.#sasl = { text: "" };
        out.send({ command: "AUTHENTICATE", params: ["+"] });
      } else {
        tell(out, nick, Numeric.saslMechanisms, "PLAIN", "are available SASL mechanisms");
        tell(out, nick, Numeric.saslFail, "SASL authentication failed");
      }
    } else if (text.length > SASL_CHUNK || this.#sasl.text.length + text.length > MAX_SASL) {
      this.#sasl = undefined;
      tell(out, nick, Numeric.saslTooLong, "SASL message too long");
    } else {
      this.#sasl.text += text === "+" ? "" : text;
      if (text.length < SASL_CHUNK) return await this.#saslPlain(this.#sasl.text);
    }
    return WAITING;
  }

  async #saslPlain(encoded: string): Promise<Step> {
    const { out, nick } = this;
    this.#sasl = undefined;
    const given = readPlain(encoded);
    const failed = (message: string): Step => {
      tell(out, nick, Numeric.saslFail, message);
      this.#guesses++;
      return this.#guesses < MAX_GUESSES ? WAITING : { is: "refused", message };
    };
    if (!given) return failed("SASL authentication failed");
    try {
      this.#count();
      this.#signedIn = await signIn(this.gateway, given, this.from);
    } catch (error) {
      return failed(this.#reason(error).message);
    }
    const { name } = this.#signedIn.actor.user;
    const mask = `${nick}!*@*`;
    tell(out, nick, Numeric.loggedIn, mask, name, `You are now logged in as ${name}`);
    tell(out, nick, Numeric.saslSuccess, "SASL authentication successful");
    return WAITING;
  }

  /** Lets the client in once it has said what is needed. */
  async #go(): Promise<Step> {
    if (this.#negotiating || this.#nick === undefined || !this.#hasUser) return WAITING;
    if (this.#signedIn) return { is: "admitted", admitted: this.#signedIn };
    try {
      this.#count();
      const admitted = this.#password === undefined
        ? await enterAsGuest(this.gateway, this.#nick, this.from)
        : await this.#byPassword(this.#password, this.#nick);
      return { is: "admitted", admitted };
    } catch (error) {
      return this.#refused(error, this.#nick);
    }
  }

  /** `password` of the account that the nick names, a token, or `account:password`. */
  async #byPassword(given: string, nick: string): Promise<Admitted> {
    const [, account, password] = /^([^:]+):(.*)$/s.exec(given) ?? [];
    const pair = account !== undefined && password !== undefined
      ? { account, password }
      : { account: nick, password: given };
    return await signIn(this.gateway, pair, this.from);
  }

  #refused(error: unknown, nick: string): Step {
    const { code, message } = this.#reason(error);
    const refusal = error instanceof ChatError ? error.refusal : undefined;
    if (code === "name-taken") {
      this.#nick = undefined;
      tell(this.out, "*", Numeric.nicknameInUse, nick, message);
      return WAITING;
    }
    if (refusal?.startsWith("name-")) {
      this.#nick = undefined;
      tell(this.out, "*", Numeric.badNickname, nick, message);
      return WAITING;
    }
    if (refusal === "wrong-credentials") {
      tell(this.out, this.nick, Numeric.wrongPassword, message);
    } else if (refusal === "guests-closed") {
      const hint = `${message} ${this.#words.saslNeeded}`;
      tell(this.out, this.nick, Numeric.wrongPassword, hint);
      return { is: "refused", message: hint };
    } else if (refusal === "banned" || refusal === "kicked" || refusal === "network-barred") {
      tell(this.out, this.nick, Numeric.banned, message);
    }
    return { is: "refused", message };
  }

  #reason(error: unknown): { code: string; message: string } {
    return reasonOf(error, { locale: this.from.locale, logger: this.gateway.logger });
  }

  /** Counts an attempt as a request of a stranger. Throws `too-fast`. */
  #count(): void {
    const waitMs = this.gateway.instance.requestRate(undefined, this.from.address);
    if (waitMs > 0) throw new ChatError("too-fast", { seconds: Math.ceil(waitMs / 1_000) }, waitMs);
  }
}

/** Reads SASL PLAIN (RFC 4616): what to act as, who, the password. */
function readPlain(encoded: string): { account: string; password: string } | undefined {
  try {
    const bytes = Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0));
    const parts = new TextDecoder("utf-8", { fatal: true }).decode(bytes).split("\0");
    const [as = "", account = "", password = ""] = parts;
    const own = as === "" || as === account;
    return parts.length === 3 && own ? { account, password } : undefined;
  } catch {
    return undefined; // no base64, or no UTF-8
  }
}

/** Words in lines of a length that fits. */
function inLines(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && byteLength(last) + byteLength(word) < CAP_LINE) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

/** The refusal of somebody for whom there are too many connections already. */
export function tooManyConnections(locale: Locale): string {
  return refusalMessage(locale, "too-many-connections");
}
