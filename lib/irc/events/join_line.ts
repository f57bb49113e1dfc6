import type { Sink } from "../output.ts";
import type { Session } from "../session.ts";
import { accountOf, type Known, maskOf } from "../state/people.ts";
import { timeTag } from "./message_lines.ts";

/** That somebody is in a channel now. */
export function sendJoin(session: Session, out: Sink, who: Known, channel: string, at?: number) {
  const extended = session.has("extended-join") ? [accountOf(who) ?? "*", who.name] : [];
  out.send({
    ...(at !== undefined && { tags: { time: timeTag(at) } }),
    source: maskOf(who),
    command: "JOIN",
    params: [channel, ...extended],
  });
}
