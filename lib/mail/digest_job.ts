import * as v from "valibot";
import type { Presence } from "../chat/chat.ts";
import type { JobAgain, JobKind } from "../jobs/job.ts";
import type { ConversationLog } from "../log/log.ts";
import type { ConversationId, UserId } from "../protocol/events.ts";
import { type FindPushed, MESSAGES_AT_ONCE } from "../push/find_pushed.ts";
import type { PushedMessage } from "../push/payload.ts";
import type { Random } from "../runtime/clock.ts";
import type { Conversations } from "../store/conversations/conversations.ts";
import type { ReadMarks } from "../store/conversations/read_marks.ts";
import type { Mailbox, Mailboxes } from "../store/people/mailboxes.ts";
import { digestOf } from "./letters.ts";
import type { MailPlace } from "./place.ts";
import type { SendMail } from "./send.ts";

export const DIGEST_KIND = "mail-digest";

const HOUR_MS = 3_600_000;
/** How often it is looked whether somebody missed something. */
const LOOK_MS = 30 * 60_000;
/** Who is here is not mailed; they may read it yet. */
const HERE_MS = 15 * 60_000;
/** Conversations of one mail, those with the latest messages. */
const MAX_CONVERSATIONS = 30;
/** Pages of messages that are looked at in one conversation. */
const MAX_PAGES = 10;

const Payload = v.object({
  user: v.string(),
  /** When the address was confirmed: another one has a job of its own. */
  since: v.number(),
});
export type DigestPayload = v.InferOutput<typeof Payload>;

/** What it is sent with. */
export interface DigestJobParts {
  mailboxes: Mailboxes;
  rows: {
    conversations: Pick<Conversations, "membershipsOf">;
    marks: Pick<ReadMarks, "getMany">;
    log: Pick<ConversationLog, "heads">;
  };
  /** What of a conversation would notify somebody who is away. */
  find: FindPushed;
  presence: Pick<Presence, "of">;
  send: SendMail;
  place: MailPlace;
  outside: { random: Pick<Random, "uuid">; now(): number };
}

/**
 * Mails somebody what waits for them longer than they chose, each message once: it is written down that it
 * was told before it is sent, under a check, so that of two instances one sends. Where a mail server does
 * not take it, that is taken back; where an instance dies in between, the inbox still has it.
 */
export function createDigestJob(parts: DigestJobParts): JobKind<DigestPayload> {
  const { mailboxes, presence, outside: { now } } = parts;
  return {
    kind: DIGEST_KIND,
    payload: Payload,
    async run(payload): Promise<JobAgain | void> {
      const { user, since } = payload;
      const read = await mailboxes.read(user);
      const row = read.value;
      if (!row || row.address === undefined || row.confirmedAt !== since) return;
      if (presence.of(user) === "online") return { due: now() + HERE_MS, payload };
      const again = { due: now() + LOOK_MS, payload };
      const ripe = now() - row.afterHours * HOUR_MS;
      if ((row.sentAt ?? 0) > ripe) return again;
      const { missed, told } = await missedBy(parts, user, row);
      if (!missed.some((one) => one.since <= ripe)) return again;
      for (const { conversation, event } of missed) told[conversation.id] = event.seq;
      const noted = { ...row, told, sentAt: now() };
      if (!await mailboxes.replace(user, read, noted)) return again;
      if (await mail(parts, user, noted, missed, row)) return again;
    },
  };
}

/** Sends it; gives whether it goes on: an address that the server refuses for good ends it. */
async function mail(
  { mailboxes, send, place: { origin, community }, outside: { random } }: DigestJobParts,
  user: UserId,
  row: Mailbox,
  missed: readonly PushedMessage[],
  { told, sentAt }: Mailbox,
): Promise<boolean> {
  const stop = `${origin}/mail/stop/${row.stop}`;
  const letter = digestOf(missed, { ...row, origin, stop, community: community() });
  const answer = await send({ id: random.uuid(), to: row.address ?? "", stop, ...letter });
  if (answer.is === "taken") return true;
  const isSame = (now: Mailbox) => now.confirmedAt === row.confirmedAt && now.sentAt === row.sentAt;
  await mailboxes.change(user, (now) => {
    if (!now || !isSame(now)) return undefined; // it was changed meanwhile
    const before = { told, sentAt };
    if (answer.is === "later") return { row: { ...now, ...before } };
    const { address: _, confirmedAt: _then, ...rest } = now;
    return { row: { ...rest, ...before, problem: answer.said } };
  });
  return answer.is === "later";
}

/** What would have notified them, was not mailed yet, and is not read; and what was mailed and is not. */
async function missedBy(
  parts: DigestJobParts,
  user: UserId,
  row: Mailbox,
): Promise<{ missed: PushedMessage[]; told: Record<ConversationId, number> }> {
  const ids = await parts.rows.conversations.membershipsOf(user);
  const [heads, marks] = await Promise.all([
    parts.rows.log.heads(ids),
    parts.rows.marks.getMany(ids.map((conversation) => ({ user, conversation }))),
  ]);
  const told: Record<ConversationId, number> = {};
  const waiting = ids.flatMap((conversation, n) => {
    const { seq = 0, at = 0 } = heads[n] ?? {};
    const [seen, mailed] = [marks[n]?.seq ?? 0, row.told?.[conversation] ?? 0];
    if (mailed > seen) told[conversation] = mailed;
    const after = Math.max(seen, mailed);
    return seq > after && at >= (row.confirmedAt ?? 0) ? [{ conversation, seq, at, after }] : [];
  });
  const missed: PushedMessage[] = [];
  for (const one of waiting.toSorted((a, b) => b.at - a.at)) {
    if (missed.length === MAX_CONVERSATIONS) break;
    const found = await missedIn(parts, user, one, row.confirmedAt ?? 0);
    if (found) missed.push(found);
  }
  return { missed, told };
}

/** The last of what was missed in a conversation, how much it is, and since when. */
async function missedIn(
  { find }: Pick<DigestJobParts, "find">,
  user: UserId,
  { conversation, seq, after }: { conversation: ConversationId; seq: number; after: number },
  from: number,
): Promise<PushedMessage | undefined> {
  let all: PushedMessage | undefined;
  const end = Math.min(seq, after + MAX_PAGES * MESSAGES_AT_ONCE);
  for (let at = after; at < end; at += MESSAGES_AT_ONCE) {
    const found = await find({ user, conversation, after: at, from });
    if (found) {
      all = {
        ...found,
        count: found.count + (all?.count ?? 0),
        since: Math.min(found.since, all?.since ?? Infinity),
      };
    }
  }
  return all;
}
