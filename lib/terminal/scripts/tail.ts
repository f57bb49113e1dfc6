import { Client } from "../../client/client.ts";
import { rejectionReasonOverHttp } from "../../client/rejection_reason.ts";
import { Lost } from "../../client/requests.ts";
import { webSocketTransport } from "../../client/transport.ts";
import type { ConversationId, LogEvent, Profiles } from "../../protocol/events.ts";
import { MAX_HISTORY } from "../../protocol/limits.ts";
import { messageReplies } from "../../protocol/requests/messages.ts";
import type { ReplyOf } from "../../protocol/server_frames.ts";
import { systemClock, systemRandom } from "../../runtime/clock.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { Command } from "../arguments.ts";
import { endOf } from "../chat.ts";
import type { Write } from "../io.ts";
import type { Server } from "../server.ts";
import { asked, placeOf } from "./ask_server.ts";
import { eventLine } from "./message_line.ts";

type TailCommand = Extract<Command, { is: "tail" }>;
type Page = ReplyOf<"history">;

const silent: Logger = { error: () => {}, info: () => {} };

/** A page of a conversation's log, changes and replies in threads included. */
export function historyPage(
  server: Server,
  conversation: ConversationId,
  fields: { after?: number; before?: number; limit?: number },
): Promise<Page> {
  const given = Object.entries({ limit: MAX_HISTORY, ...fields })
    .flatMap(([key, value]) => value === undefined ? [] : [[key, String(value)]]);
  const path = `/conversations/${encodeURIComponent(conversation)}/events`;
  return asked(server, messageReplies.history, "GET", `${path}?${new URLSearchParams(given)}`);
}

/**
 * Writes what is said in a conversation, each event once and in order, until the process ends or nobody
 * reads any more: it follows the seqs, so that a connection that was lost leaves no gap.
 */
export async function tail(server: Server, command: TailCommand, write: Write): Promise<void> {
  const { id, head } = await placeOf(server, command.to);
  const begin = command.after ?? await seqBefore(server, { id, head }, command.since);
  const follower = new Follower(server, id, begin, async (events, users) => {
    const lines = events.flatMap((event) =>
      eventLine(event, users, { speech: server.speech, json: command.json }) ?? []
    );
    if (lines.length > 0) await write(lines.map((line) => `${line}\n`).join(""));
  });
  if (command.follow) await follower.follow();
  else await follower.catchUp();
}

/** The seq behind which what was said within a time begins; the head where none is given. */
async function seqBefore(
  server: Server,
  { id, head }: { id: ConversationId; head: number },
  sinceMs: number | undefined,
): Promise<number> {
  if (sinceMs === undefined) return head;
  const from = systemClock.now() - sinceMs;
  let before = head + 1;
  while (before > 1) {
    const page = await historyPage(server, id, { before });
    const older = page.events.findLast(({ at }) => at < from);
    if (older) return older.seq;
    before = page.events[0]?.seq ?? 1;
    if (!page.more) break;
  }
  return before - 1;
}

/** Follows one log from a seq on. */
class Follower {
  #last: number;
  #work: Promise<void> = Promise.resolve();
  readonly #over = Promise.withResolvers<void>();

  constructor(
    readonly server: Server,
    readonly conversation: ConversationId,
    after: number,
    readonly take: (events: readonly LogEvent[], users: Profiles) => Promise<void>,
  ) {
    this.#last = after;
  }

  /** Reads what the log has beyond what was taken. */
  async catchUp(): Promise<void> {
    for (let more = true; more;) {
      const page = await historyPage(this.server, this.conversation, { after: this.#last });
      more = page.more && page.events.length > 0;
      await this.#takeNew(page.events, page.users);
    }
  }

  /** Takes what comes, until the server ends it; rejects with a `Failure`, or with what `take` did. */
  async follow(): Promise<void> {
    const { server } = this;
    const client = new Client({
      endpoint: {
        transport: webSocketTransport(WebSocket, { headers: server.headers }),
        url: server.socketUrl,
        rejectionReason: rejectionReasonOverHttp((url) => server.fetch(url)),
      },
      clock: systemClock,
      random: systemRandom,
      logger: silent,
      onPush: (push) => {
        if (push.type !== "events" || push.conversation !== this.conversation) return;
        const { events, users } = push;
        const follows = () => (events[0]?.seq ?? 0) <= this.#last + 1;
        this.#then(() => follows() ? this.#takeNew(events, users) : this.catchUp());
      },
    });
    const dispose = client.state.subscribe((now) => {
      if (now.state === "online") {
        client.sendSignal({ type: "presence", state: "away" }); // nobody sits here
        this.#then(() => this.catchUp());
      }
      if (now.state === "ended") this.#over.reject(endOf(now.reason, now.message, server.speech));
    });
    client.start();
    try {
      await this.#over.promise;
    } finally {
      dispose();
      client.stop();
    }
  }

  #then(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((error) => {
      if (!(error instanceof Lost)) this.#over.reject(error); // lost: it catches up when it is back
    });
  }

  async #takeNew(events: readonly LogEvent[], users: Profiles): Promise<void> {
    const fresh = events.filter(({ seq }) => seq > this.#last);
    const last = fresh.at(-1);
    if (!last) return;
    await this.take(fresh, users);
    this.#last = last.seq;
  }
}
