// Who is at an address: people by tag. See lib/protocol/people.ts for what a tag is.
import { GENERAL, type UserId } from "../../protocol/events.ts";
import { HUES, personHue, personTag, readAddress, slugOf } from "../../protocol/people.ts";
import { encodeBase64Url } from "../../runtime/base64url.ts";
import type { Random } from "../../runtime/clock.ts";
import { keys } from "../../kv/keys.ts";
import type { Entry, Kv, Mutation } from "../../kv/kv.ts";
import type { User } from "./user.ts";

/** Bytes of a user's id: 128 bits are never met twice. */
const ID_BYTES = 16;
/** Ids that are drawn for a free tag and a rare colour, before the last one has to do. */
const DRAWS = 500;
/** Members whose colours are looked at for a rare one. */
const COLOURS_SEEN = 200;
/** People who share a tag, once there are so many that some do. */
const MAX_SHARED = 50;

/** A new id: with a tag that nobody has, and with one of the colours that fewest people have. */
export async function drawId(kv: Kv, random: Random): Promise<UserId> {
  const members = await kv.list({ prefix: keys.members(GENERAL) }, { limit: COLOURS_SEEN });
  const counts = Array<number>(HUES).fill(0);
  for (const { key } of members) counts[personHue(String(key.at(-1)))]!++;
  const fewest = Math.min(...counts);
  let id = "";
  for (let n = 0; n < DRAWS; n++) {
    id = encodeBase64Url(random.bytes(ID_BYTES));
    if (counts[personHue(id)] !== fewest) continue;
    const prefix = keys.usersByTag(personTag(id));
    if ((await kv.list({ prefix }, { limit: 1 })).length === 0) break;
  }
  return id;
}

/** The write that makes a person found by their tag, for good. */
export function addTag(id: UserId): Mutation {
  return { type: "set", key: keys.userByTag(personTag(id), id), value: id };
}

/** Records, each of a merged placeholder as that of who it is. One more read where there are such. */
export async function asTheyAre(
  kv: Pick<Kv, "getMany">,
  records: readonly Entry<User>[],
): Promise<(User | undefined)[]> {
  const into = records.flatMap(({ value }) => value?.mergedInto ?? []);
  const found = into.length === 0 ? [] : await kv.getMany<User>(into.map(keys.user));
  const merged = found.values();
  return records.map(({ value }) =>
    (value?.mergedInto === undefined ? value : merged.next().value?.value) ?? undefined
  );
}

/**
 * Who is or was at an address: whoever has the tag and the name; else, by `holderOf`, whoever is or was called
 * like the whole; else whoever has the tag, by whatever name. Also people who are gone.
 */
export async function personAt(
  kv: Kv,
  address: string,
  holderOf: (name: string) => Promise<User | undefined>,
): Promise<User | undefined> {
  // Addresses have a hyphen where a name has a space.
  const called = async () =>
    await holderOf(address) ??
      (address.includes("-") ? await holderOf(address.replaceAll("-", " ")) : undefined);
  const read = readAddress(address);
  if (!read) return await called();
  const range = { prefix: keys.usersByTag(read.tag) };
  const ids = (await kv.list<UserId>(range, { limit: MAX_SHARED })).map(({ value }) => value);
  const records = await kv.getMany<User>(ids.map(keys.user));
  const people = (await asTheyAre(kv, records)).flatMap((user) => user ?? []);
  const named = people.find(({ name }) => slugOf(name) === read.slug);
  return named ?? await called() ?? (people.length === 1 ? people[0] : undefined);
}
