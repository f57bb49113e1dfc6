import { keys } from "../kv/keys.ts";
import type { Kv } from "../kv/kv.ts";
import { listAll } from "../kv/list_pages.ts";
import type { MemberReport } from "../protocol/administration.ts";
import { ownAppeal } from "../protocol/appeals.ts";
import type { UserId } from "../protocol/events.ts";
import { SANCTION_KINDS } from "../protocol/sanctions.ts";
import type { Invitations } from "../store/community/invitations.ts";
import type { MessageRequests } from "../store/conversations/message_requests.ts";
import type { RoomInvitations } from "../store/conversations/room_invitations.ts";
import type { Appeals } from "../store/moderation/appeals.ts";
import type { HeldMessages } from "../store/moderation/held_messages.ts";
import type { NewcomerRows } from "../store/moderation/newcomer_rows.ts";
import type { Sanctions } from "../store/moderation/sanctions.ts";
import type { PushDevices } from "../store/people/push_devices.ts";
import type { OwnBots } from "./own_bots.ts";
import type { PresenceRows } from "../store/presence_rows.ts";

/** Rooms that somebody was asked into, at most so many. */
const MAX_ASKED = 1_000;

/** Something that the community keeps of somebody, by what it is. */
export type OwnRecord = { is: string } & Record<string, unknown>;

/**
 * What is kept of somebody beside what they wrote and did with messages: what they say of themselves,
 * the bots that they answer for, the devices that are notified, what waits for a moderator or for their
 * answer, what they reported, what keeps them out or silent and what they say to that, whom they invited,
 * and what they brought in. Of what others did to them it does not say who did it.
 */
export type OwnRecords = (user: UserId) => AsyncGenerator<OwnRecord>;

/** What they are read from. */
export interface OwnRecordsParts {
  kv: Kv;
  bots: OwnBots;
  self: { presenceRows: Pick<PresenceRows, "status">; pushDevices: Pick<PushDevices, "of"> };
  moderation: {
    appeals: Pick<Appeals, "ofUser">;
    held: Pick<HeldMessages, "ofUser">;
    newcomerRows: NewcomerRows;
    sanctions: Pick<Sanctions, "of">;
  };
  asked: {
    invitations: Pick<Invitations, "list">;
    messageRequests: Pick<MessageRequests, "all">;
    roomInvitations: Pick<RoomInvitations, "of">;
  };
}

/** Over the stores. */
export function createOwnRecords(
  { kv, bots, self, moderation, asked }: OwnRecordsParts,
): OwnRecords {
  return async function* (user) {
    const status = await self.presenceRows.status(user);
    if (status) yield { is: "status", ...status };
    for (const bot of await bots(user)) yield { is: "bot", ...bot };
    for (const { name, endpoint, addedAt, sentAt } of await self.pushDevices.of(user)) {
      yield { is: "device", name, endpoint, addedAt, sentAt };
    }
    yield* moderated(kv, moderation, user);
    yield* askedOf(asked, user);
    yield* broughtIn(kv, user);
  };
}

/** What moderators have to do with. */
async function* moderated(
  kv: Kv,
  { appeals, held, newcomerRows, sanctions }: OwnRecordsParts["moderation"],
  user: UserId,
): AsyncGenerator<OwnRecord> {
  const { value: newcomer } = await newcomerRows.get(user);
  if (newcomer) yield { is: "newcomer", messages: newcomer.messages };
  for (const one of await held.ofUser(user)) yield { is: "held-message", ...one };
  const inForce = await sanctions.of(user);
  for (const kind of SANCTION_KINDS) {
    const { [kind]: sanction } = inForce;
    if (!sanction) continue;
    const { at, until, words } = sanction;
    yield { is: "sanction", kind, at, until, words };
  }
  for (const appeal of await appeals.ofUser(user)) yield { is: "appeal", ...ownAppeal(appeal) };
  for (const { value } of await listAll<MemberReport>(kv, keys.reports())) {
    const { id, at, by, message: { conversation, seq }, words, handled } = value;
    if (by.id !== user) continue;
    const answer = handled && { handledAt: handled.at, done: handled.done, answer: handled.answer };
    yield { is: "report", id, at, conversation, seq, words, ...answer };
  }
}

/** What waits for their answer, that somebody asks and not what they say; and whom they ask in. */
async function* askedOf(
  { messageRequests, roomInvitations, invitations }: OwnRecordsParts["asked"],
  user: UserId,
): AsyncGenerator<OwnRecord> {
  for await (const { conversation, row } of messageRequests.all(user)) {
    const { at, because, ignored } = row;
    yield { is: "message-request", conversation, at, because, ignored };
  }
  for (const { conversation, row } of await roomInvitations.of(user, MAX_ASKED)) {
    yield { is: "room-invitation", conversation, at: row.at, declinedAt: row.declinedAt };
  }
  for (const { by, ...invitation } of await invitations.list()) {
    if (by.id === user) yield { is: "invitation", ...invitation };
  }
}

/** What they brought in from elsewhere, and who they were there. */
async function* broughtIn(kv: Kv, user: UserId): AsyncGenerator<OwnRecord> {
  for (const { value } of await listAll<Brought>(kv, keys.importUploads())) {
    const { id, file, size, at, by } = value;
    if (by?.id === user) yield { is: "import-upload", id, file, size, at };
  }
  for (const { value } of await listAll<Brought>(kv, keys.imports())) {
    const { id, file, at, by } = value;
    if (by?.id === user) yield { is: "import", id, file, at };
    const people = await listAll<{ user: UserId; name: string }>(kv, keys.importPeople(id));
    for (const { key, value: person } of people) {
      if (person.user !== user) continue;
      yield { is: "imported-person", import: id, key: String(key.at(-1)), name: person.name };
    }
  }
}

/** What an import and an upload have in common. */
interface Brought {
  id: string;
  file: string;
  size?: number;
  at: number;
  by?: { id: UserId };
}
