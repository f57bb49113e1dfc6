// Names are claimed by key and by looks. Invariant: the claims on a name and the record of its holder
// change in one commit, so a check of the record guards all of its claims. A holder keeps the claims
// on names that they had, until somebody else takes one.
import type { Role, UserId } from "../../protocol/events.ts";
import { nameKey } from "../../protocol/names.ts";
import { keys } from "../../kv/keys.ts";
import type { Check, Entry, Key, Kv, Mutation } from "../../kv/kv.ts";
import { movedRows } from "./found_people.ts";
import { lastDirectMessageAt } from "./last_direct_message.ts";
import { looksRegistered } from "./registered_looks.ts";
import { nameSkeletons, skeletonsWithSigns } from "./name_skeleton.ts";
import { type FormerName, type MayRelease, signInNameOf, type User } from "./user.ts";

/** A name that was given up is nobody else's for so long: who wrote to it may still mean them. */
export const NAME_HELD_MS = 24 * 60 * 60_000;
/** A guest's name is not given on so long after the last message between them and somebody. */
export const NAME_HELD_AFTER_MESSAGE_MS = 2 * 60 * 60_000;
/** Former names that somebody keeps; who renames more often gives the oldest up. */
const MAX_FORMER = 3;

/** What a commit needs to take a name, and who loses one by it. */
export interface Claim {
  checks: Check[];
  mutations: Mutation[];
  released: User[];
}

/** Why a name cannot be had: it is somebody's, was until a moment ago, or looks like one that is. */
export type NameRefusal = "name-taken" | "name-held" | "name-confusable";

/** A request for a name. */
export interface NameRequest {
  name: string;
  user: UserId;
  /** A guest's name is kept apart from those of members by less than another member's. */
  role: Role;
  mayRelease: MayRelease;
}

/**
 * What takes a name, as the store is `now`; or why it cannot be had: `mayRelease` decides whether a
 * holder gives it up.
 */
export async function claimName(
  kv: Kv,
  request: NameRequest,
  now: number,
): Promise<Claim | NameRefusal> {
  const { name, user } = request;
  const claims = await kv.getMany<UserId>(claimsOf(name));
  const taken = claims.map(({ key }) => key);
  const claim: Claim = {
    checks: claims.map(({ key, versionstamp }) => ({ key, versionstamp })),
    mutations: [],
    released: [],
  };
  for (const holder of await holdersOf(kv, claims, user)) {
    const after = await withoutName(kv, holder.value, taken, request, now);
    if (typeof after === "string") {
      const same = claims[0]?.value === holder.value.id;
      return same ? after : "name-confusable";
    }
    claim.checks.push({ key: holder.key, versionstamp: holder.versionstamp });
    claim.mutations.push(
      { type: "set", key: holder.key, value: after },
      ...await unclaimed(kv, holder.value, after),
      ...movedRows(holder.value, after),
    );
    if (after.goneAt !== undefined && holder.value.goneAt === undefined) {
      claim.released.push(holder.value);
    }
  }
  if (request.role === "guest" && await looksRegistered(kv, name, user)) return "name-confusable";
  for (const key of taken) claim.mutations.push({ type: "set", key, value: user });
  return claim;
}

/** The holder's record once the names with these claims are somebody else's, or why they may not be. */
async function withoutName(
  kv: Kv,
  holder: User,
  taken: readonly Key[],
  { mayRelease }: NameRequest,
  now: number,
): Promise<User | "name-taken" | "name-held"> {
  if (holder.goneAt !== undefined) {
    return now >= holder.goneAt + NAME_HELD_MS ? { ...holder, former: undefined } : "name-held";
  }
  if (overlap(claimsOf(holder.name), taken)) {
    if (!mayRelease(holder)) return "name-taken";
    const wroteAt = await lastDirectMessageAt(kv, holder.id);
    if (now < wroteAt + NAME_HELD_AFTER_MESSAGE_MS) return "name-held";
    return { ...holder, former: undefined, goneAt: now };
  }
  const lost = (holder.former ?? []).filter((one) => overlap(claimsOf(one.name), taken));
  if (lost.some(({ heldUntil }) => now < heldUntil) && !mayRelease(holder)) return "name-held";
  if (overlap(claimsOf(signInNameOf(holder)), taken)) return "name-taken";
  return { ...holder, former: holder.former?.filter((one) => !lost.includes(one)) };
}

/**
 * The record of somebody who takes another name: they keep the claims on the one they had, and sign in
 * as before.
 */
export function renamed(user: User, name: string, now: number): User {
  const others = [{ name: user.name, heldUntil: now + NAME_HELD_MS }, ...user.former ?? []]
    .filter((one) => nameKey(one.name) !== nameKey(name));
  const former: FormerName[] = others.slice(0, MAX_FORMER);
  const called = { ...user, name, ...(former.length > 0 && { former }) };
  return user.passwordHash === undefined ? called : signingInAs(called, signInNameOf(user));
}

/** The record of somebody who signs in with this name from now on. */
export function signingInAs(user: User, name: string): User {
  return { ...user, signInName: nameKey(name) === nameKey(user.name) ? undefined : name };
}

/** What gives up the claims of `before` that `after`, the same person, has no more. */
export async function unclaimed(kv: Kv, before: User, after: User): Promise<Mutation[]> {
  const kept = claimsOfUser(after);
  const given = claimsOfUser(before).filter((key) => !overlap([key], kept));
  return (await ownAmong(kv, given, before.id)).map((key) => ({ type: "delete", key }));
}

/** What keeps the name of somebody who is gone from being given on at once. */
export async function heldForGone(kv: Kv, { id, name }: User): Promise<Mutation[]> {
  const own = await ownAmong(kv, claimsOf(name), id);
  return own.map((key) => ({ type: "set", key, value: id, expireIn: NAME_HELD_MS }));
}

/** Two who were alike before looks were compared as now share a claim, which is the first one's. */
async function ownAmong(kv: Kv, claims: readonly Key[], id: UserId): Promise<Key[]> {
  const found = await kv.getMany<UserId>([...claims]);
  return found.flatMap(({ key, value }) => value === id ? [key] : []);
}

/** The keys that a name claims: its key first, then its skeletons. */
export function claimsOf(name: string): Key[] {
  return [keys.userByName(nameKey(name)), ...nameSkeletons(name).map(keys.userBySkeleton)];
}

/** What earlier versions claimed for somebody, and nobody claims any more. */
export function formerClaimsOf(user: User): Key[] {
  const former = namesOf(user).flatMap(skeletonsWithSigns).map(keys.userBySkeleton);
  const kept = claimsOfUser(user);
  return former.filter((key) => !overlap([key], kept));
}

/** What somebody claims by the names they have and had; a guest whose name was given on, nothing. */
export function claimsOfUser(user: User): Key[] {
  return namesOf(user).flatMap(claimsOf);
}

function namesOf(user: User): string[] {
  const { name, former = [], goneAt } = user;
  if (goneAt !== undefined) return [];
  return [name, signInNameOf(user), ...former.map((one) => one.name)];
}

function overlap(one: readonly Key[], other: readonly Key[]): boolean {
  const among = new Set(other.map((key) => key.join("\0")));
  return one.some((key) => among.has(key.join("\0")));
}

async function holdersOf(kv: Kv, claims: readonly Entry<UserId>[], but: UserId) {
  const ids = new Set(claims.flatMap(({ value }) => value === null || value === but ? [] : value));
  const records = await kv.getMany<User>([...ids].map(keys.user));
  return records.flatMap((record) => record.value === null ? [] : [record]);
}
