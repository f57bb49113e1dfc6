import { commandOf } from "./commands/table.ts";
import { reasonFor } from "./commands/handler.ts";
import { collectLine } from "./commands/multiline.ts";
import { SERVER } from "./gateway.ts";
import { Numeric, tell } from "./numerics.ts";
import type { Sink } from "./output.ts";
import type { Session } from "./session.ts";
import type { Line } from "./text/line.ts";

/** What belongs to coming in, and is over. */
const OVER: ReadonlySet<string> = new Set(["USER", "PASS"]);

/** What clients ask by themselves: it is no sign that somebody sits there. */
const UNATTENDED: ReadonlySet<string> = new Set(
  ["PING", "WHO", "ISON", "USERHOST", "NAMES", "MODE", "LUSERS", "CHATHISTORY"],
);

/** Carries out a line of somebody who is in. */
export async function runCommand(session: Session, line: Line, out: Sink): Promise<void> {
  const { me: { nick } } = session;
  if (!UNATTENDED.has(line.command)) session.presence.touch();
  if (line.command === "PING") {
    return out.send({ source: SERVER, command: "PONG", params: [SERVER, line.params[0] ?? ""] });
  }
  if (line.command === "AUTHENTICATE") {
    return tell(out, nick, Numeric.saslAlready, "You have already authenticated");
  }
  if (OVER.has(line.command)) {
    return tell(out, nick, Numeric.alreadyRegistered, "You may not reregister");
  }
  const asked = { session, line, out };
  if (collectLine(asked)) return;
  const command = commandOf(line.command);
  if (!command) return tell(out, nick, Numeric.unknownCommand, line.command, "Unknown command");
  if (line.params.length < command.least) {
    return tell(out, nick, Numeric.needMoreParams, line.command, "Not enough parameters");
  }
  try {
    await command.run(asked);
  } catch (error) {
    tell(out, nick, Numeric.unknownError, line.command, reasonFor(asked, error).message);
  }
}
