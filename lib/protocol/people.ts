// What follows from a person's id for as long as they exist: their tag, their address, their colour.
import type { Person, UserId } from "./events.ts";
import { nameKey } from "./names.ts";
import { hash, TAG_LENGTH, TAG_SIGNS, tagOf } from "./tags.ts";

/** How many colours there are; static/styles/hues.css has as many. */
export const HUES = 24;

const TAGGED = new RegExp(`^(.*)-([${TAG_SIGNS}]{${TAG_LENGTH}})$`, "su");

/** A person's colour, 0…23: the same everywhere and for everybody, whoever is there and whatever they are called. */
export function personHue(id: UserId): number {
  return hash(id) % HUES;
}

/**
 * Four signs that tell a person from all others who are or were called so: “7f3k”. New people are
 * given ids whose tag is free.
 */
export function personTag(id: UserId): string {
  return tagOf(`${id} tag`);
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
