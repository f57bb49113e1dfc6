// What is in an export that was read, and what somebody decides of it.
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import { keyAfter, listPages } from "../../kv/list_pages.ts";
import type {
  FoundPerson,
  FoundRoom,
  LossPlaces,
  RoomChoice,
} from "../../protocol/administration.ts";
import type { UserId } from "../../protocol/events.ts";
import type { Mailbox } from "../../store/people/mailboxes.ts";
import type { Users } from "../../store/people/users.ts";
import { DIRECTS } from "./places.ts";
import type { ReportedPerson } from "./people.ts";
import type { ReportedRoom } from "./imported_rooms.ts";
import type { ImportReport } from "./run.ts";
import type { Sink } from "./sink.ts";

/** Places of one kind of loss that are kept, and how much of each: together they fit a row. */
const PLACES = 250;
const PLACE_LENGTH = 80;
/** Losses that one read takes, each as large as a row; and small rows that one commit deletes. */
const LOSSES_AT_ONCE = 20;
const ROWS_AT_ONCE = 200;

/** Finds who people of an export are here. */
export interface Acquaintances {
  byMail(mail: string): UserId | undefined;
  byName(name: string): Promise<UserId | undefined>;
}

/** Over the addresses that people confirmed, read once, and the names that they have. */
export async function readAcquaintances(
  kv: Pick<Kv, "list">,
  users: Pick<Users, "byName">,
): Promise<Acquaintances> {
  const mails = new Map<string, UserId>();
  for await (const page of listPages<Mailbox>(kv, keys.mailboxes())) {
    for (const { key, value } of page) {
      if (value.address !== undefined) mails.set(value.address.toLowerCase(), String(key[1]));
    }
  }
  return {
    byMail: (mail) => mails.get(mail.toLowerCase()),
    async byName(name) {
      const user = await users.byName(name);
      return user?.goneAt === undefined ? user?.id : undefined;
    },
  };
}

/**
 * Keeps what a dry run found. Who has the same confirmed address is taken for the same; who has the same
 * name is only proposed: a name is no proof.
 */
export async function keepFound(
  sink: Sink,
  id: string,
  { people, rooms, losses }: ImportReport,
  known: Acquaintances,
): Promise<void> {
  for (const person of people) {
    const found = await foundPerson(person, known);
    await sink.add({ type: "set", key: keys.importFound(id, "person", found.key), value: found });
  }
  const directs = rooms.filter(({ kind }) => kind === "direct");
  for (const room of rooms) {
    if (room.kind === "direct") continue;
    const value = foundRoom(room);
    await sink.add({ type: "set", key: keys.importFound(id, "room", room.key), value });
  }
  if (directs.length > 0) {
    const messages = directs.reduce((sum, one) => sum + one.messages, 0);
    const value: FoundRoom = {
      key: DIRECTS,
      kind: "direct",
      title: String(directs.length),
      messages,
      as: "private",
      may: ["private", "skip"],
    };
    await sink.add({ type: "set", key: keys.importFound(id, "room", DIRECTS), value });
  }
  await keepLosses(sink, id, losses);
  await sink.flush();
}

/** Keeps what is lost, of an upload or an import. */
export async function keepLosses(
  sink: Pick<Sink, "add">,
  id: string,
  losses: ImportReport["losses"],
): Promise<void> {
  for (const { what, count, places } of losses) {
    const some = places.slice(0, PLACES).map((place) => place.slice(0, PLACE_LENGTH));
    const value: LossPlaces = { what, count, places: some };
    await sink.add({ type: "set", key: keys.importLoss(id, what), value });
  }
}

async function foundPerson(
  { key, name, mail, messages }: ReportedPerson,
  known: Acquaintances,
): Promise<FoundPerson> {
  const about = { key, name, messages, ...(mail !== undefined && { mail }) };
  const sameMail = mail === undefined ? undefined : known.byMail(mail);
  if (sameMail !== undefined) return { ...about, as: "member", user: sameMail, by: "mail" };
  const sameName = await known.byName(name);
  if (sameName !== undefined) return { ...about, as: "name", user: sameName, by: "name" };
  return { ...about, as: "name" };
}

function foundRoom({ key, title, messages, private: hidden }: ReportedRoom): FoundRoom {
  const may: RoomChoice[] = hidden === true ? ["private", "skip"] : ["open", "private", "skip"];
  const as = hidden ? "private" : "open";
  return { key, title, kind: "room", messages, as, may };
}

/** A page of them, in the order of their keys; `next`: the last one, where there are more. */
export async function pageOfFound<T extends FoundPerson | FoundRoom>(
  kv: Pick<Kv, "list">,
  id: string,
  what: "person" | "room",
  { after, limit }: { after?: string; limit: number },
): Promise<{ found: T[]; next?: string }> {
  const prefix = keys.importFoundAll(id, what);
  const start = after === undefined ? undefined : keyAfter(keys.importFound(id, what, after));
  const rows = await kv.list<T>({ prefix, ...(start && { start }) }, { limit: limit + 1 });
  const found = rows.slice(0, limit).map(({ value }) => value);
  return { found, ...(rows.length > limit && { next: found.at(-1)!.key }) };
}

/** What was decided, as an import takes it. */
export async function readChoices(kv: Pick<Kv, "list">, id: string) {
  const mapping = new Map<string, UserId>();
  const without = new Set<string>();
  const rooms = new Map<string, RoomChoice>();
  for await (const page of listPages<FoundPerson>(kv, keys.importFoundAll(id, "person"))) {
    for (const { value: { key, as, user } } of page) {
      if (as === "skip") without.add(key);
      if (as === "member" && user !== undefined) mapping.set(key, user);
    }
  }
  for await (const page of listPages<FoundRoom>(kv, keys.importFoundAll(id, "room"))) {
    for (const { value: { key, as } } of page) rooms.set(key, as);
  }
  return { mapping, without, rooms };
}

/** The losses that were kept. */
export async function readLosses(kv: Pick<Kv, "list">, id: string): Promise<LossPlaces[]> {
  const found: LossPlaces[] = [];
  for await (const page of listPages<LossPlaces>(kv, keys.importLosses(id), LOSSES_AT_ONCE)) {
    found.push(...page.map(({ value }) => value));
  }
  return found.sort((one, other) => other.count - one.count);
}

/** Forgets what was found, below an upload or an import. */
export async function forgetFound(kv: Kv, id: string): Promise<void> {
  const [people, rooms] = [keys.importFoundAll(id, "person"), keys.importFoundAll(id, "room")];
  for (const prefix of [people, rooms, keys.importLosses(id)]) {
    for await (const page of listPages(kv, prefix, ROWS_AT_ONCE)) {
      await kv.commit([], page.map(({ key }): Mutation => ({ type: "delete", key })));
    }
  }
}
