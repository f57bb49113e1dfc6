import { filled } from "../../i18n/irc.ts";
import { ChatError } from "../../protocol/errors.ts";
import { SERVER } from "../gateway.ts";
import { Numeric, tell } from "../numerics.ts";
import type { Sink } from "../output.ts";
import { type Reason, reasonOf, type Session } from "../session.ts";
import type { Line } from "../text/line.ts";

/** A command of somebody who is in, and who is told the answer. */
export interface Asked {
  session: Session;
  line: Line;
  out: Sink;
}

/** How a command is carried out. Throws what the chat refuses. */
export interface Command {
  /** Parameters that it has at least. */
  least: number;
  run(asked: Asked): Promise<void> | void;
}

export type Commands = Readonly<Record<string, Command>>;

/** Answers with a numeric. */
export function answer({ session, out }: Asked, code: Numeric, ...params: string[]): void {
  tell(out, session.me.nick, code, ...params);
}

/** Says that something was refused: as a standard reply where the client reads those. */
export function refuse(
  { session, out, line }: Asked,
  { code, message }: { code: string; message: string },
  numeric: Numeric,
  ...context: string[]
): void {
  if (session.has("standard-replies")) {
    const word = code.toUpperCase().replaceAll("-", "_");
    const params = [line.command, word, ...context, message];
    out.send({ source: SERVER, command: "FAIL", params });
  } else tell(out, session.me.nick, numeric, ...context, message);
}

/** The same, of what was thrown. */
export function refuseError(asked: Asked, error: unknown, numeric: Numeric, ...context: string[]) {
  const reason = reasonFor(asked, error);
  refuse(asked, reason, numeric, ...context);
  if (reason.accept !== undefined) tellWhereToAccept(asked, reason.accept);
}

/** Says where in a browser the rules are accepted that one has to accept first. */
function tellWhereToAccept({ session, out }: Asked, path: string): void {
  const { gateway: { community }, client: { words }, me } = session;
  const text = filled(words.rules, { address: `${community.origin ?? ""}${path}` });
  out.send({ source: SERVER, command: "NOTICE", params: [me.nick, text] });
}

/** Why something was refused, in the client's language. */
export function reasonFor({ session }: Asked, error: unknown): Reason {
  const { client: { locale }, gateway: { logger } } = session;
  return reasonOf(error, { locale, logger });
}

/** Counts an act as a request, as over HTTP. Throws `too-fast`. */
export function countRequest({ session }: Asked): void {
  const { gateway: { instance }, client: { address } } = session;
  const waitMs = instance.requestRate(session.acting, address);
  if (waitMs > 0) throw new ChatError("too-fast", { seconds: Math.ceil(waitMs / 1_000) }, waitMs);
}
