// What follows from a person's id for as long as they exist: their tag, their address, their colour.
import type { Person, UserId } from "./events.ts";
import { nameKey } from "./names.ts";

/** How many colours there are; static/styles/hues.css has as many. */
export const HUES = 24;

/** Digits and letters that are not mistaken for one another (Crockford's base 32). */
const SIGNS = "0123456789abcdefghjkmnpqrstvwxyz";
const TAG_LENGTH = 4;
const TAGGED = new RegExp(`^(.*)-([${SIGNS}]{${TAG_LENGTH}})$`, "su");

/** A person's colour, 0…23: the same everywhere and for everybody, whoever is there and whatever they are called. */
export function personHue(id: UserId): number {
  return hash(id) % HUES;
}

/**
 * Four signs that tell a person from all others who are or were called so: “7f3k”. New people are
 * given ids whose tag is free.
 */
export function personTag(id: UserId): string {
  const bits = hash(`${id} tag`);
  return Array.from({ length: TAG_LENGTH }, (_, n) => SIGNS[(bits >>> (5 * n)) & 31]).join("");
}

/** A person's part of an address: the name and the tag, “ana-maría-7f3k”. Never a dot segment. */
export function personAddress({ id, name }: Pick<Person, "id" | "name">): string {
  return `${slugOf(name)}-${personTag(id)}`;
}

/** A name as addresses have it. */
export function slugOf(name: string): string {
  return nameKey(name).replaceAll(" ", "-");
}

/** The slug and the tag of an address; `undefined` for what is a name alone. */
export function readAddress(address: string): { slug: string; tag: string } | undefined {
  const [, slug, tag] = TAGGED.exec(nameKey(address)) ?? [];
  return slug === undefined || tag === undefined ? undefined : { slug: slugOf(slug), tag };
}

/** FNV-1a, 32 bits: small, and spreads short texts well. */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

function hash(text: string): number {
  let hash = FNV_OFFSET;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at); // ids are ASCII: each sign is its byte
    hash = Math.imul(hash ^ code, FNV_PRIME);
  }
  // The low bits of FNV are its weakest: fold the high ones in.
  return (hash ^ (hash >>> 15)) >>> 0;
}
