// What a room may be called: in addresses and mentions, and as it is shown.
import type { Refusal } from "./errors.ts";
import { codePoints, LIMITS } from "./limits.ts";
import { tagOf } from "./tags.ts";

const ROOM_NAME = /^[a-z0-9-]+$/;
/** Letters that are no Latin letter with an accent: what a reader would type for them. */
const SPELLED: Readonly<Record<string, string>> = /* @__PURE__ */ Object.fromEntries(
  ("ß ss æ ae œ oe ø o ł l đ d ð d þ th ı i " +
    "а a б b в v г g ґ g д d е e є ye ж zh з z и i і i к k л l м m н n о o п p р r с s т t у u ф f " +
    "х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya ђ dj ј j љ lj њ nj ћ c џ dz ә a ө o ү u " +
    "ұ u қ k ғ g ң n һ h ѕ dz " +
    "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch " +
    "ψ ps ω o").match(/\S+ \S+/g)?.map((pair) => pair.replace("-", "").split(" ")) ?? [],
);
/** What is seen as more than a sign: a room is called so. */
const SEEN = /[\p{L}\p{N}\p{S}]/u;

/** Whether a room may have this name. */
export function isRoomName(name: string): boolean {
  return ROOM_NAME.test(name) && name.length <= LIMITS.room;
}

/**
 * The name nearest to a text that a room may have: “Été 2026” → “ete-2026”, “Дом” → “dom”. One in letters
 * that are not spelled in Latin ones gets a name that follows from it: “日本語” → “room-n2c1”. Nothing for
 * signs alone.
 */
export function roomNameFor(text: string): string | undefined {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[^\0-\x7F]/gu, (letter) => SPELLED[letter] ?? letter);
  // A name of which the letters are lost says nothing: “2026” for “2026年秋”.
  const isLost = /\p{L}/u.test(plain.replace(/[a-z]/g, ""));
  const name = isLost ? "" : plain.replace(/['’]/g, "").replace(/[^a-z0-9]+/g, "-")
    .slice(0, LIMITS.room).replace(/^-+|-+$/g, "");
  if (name !== "") return name;
  return SEEN.test(text) ? `room-${tagOf(text.trim().normalize("NFKC").toLowerCase())}` : undefined;
}

/** Why nothing that somebody typed is the name of a room; `undefined` where it only needs another form. */
export function roomNamingProblem(text: string): Refusal | undefined {
  const typed = text.trim();
  if (typed === "") return "room-name-empty";
  if (codePoints(typed) > LIMITS.room) return "room-name-too-long";
  return roomNameFor(typed) === undefined ? "room-name-signs" : undefined;
}

/**
 * The field of a new room that was refused as `code`, one of the protocol's: `typed` is what stood in
 * the field for the name.
 */
export function roomFieldOf(
  code: string | undefined,
  { typed, title }: { typed: string; title: string | undefined },
): "name" | "title" | "topic" | "form" {
  if (code === "name-taken") return "name";
  if (code === "invalid") {
    return title !== undefined && isRoomName(readRoomNaming(typed).name) ? "title" : "name";
  }
  if (code !== "too-long") return "form";
  if (codePoints(typed.trim()) > LIMITS.room) return "name";
  return codePoints(title ?? "") > LIMITS.room ? "title" : "topic";
}

/** The name that a room is offered in place of a text that can be shown as its title. */
export function offeredRoomName(text: string): string | undefined {
  return codePoints(text) <= LIMITS.room ? roomNameFor(text) : undefined;
}

/** A name beside one that is taken, with a number behind it. `taken`: the names that are known to be. */
export function freeRoomName(name: string, taken: readonly string[]): string {
  const used = new Set(taken);
  let offer = name;
  for (let n = 2; offer === name || used.has(offer); n++) {
    offer = `${name.slice(0, LIMITS.room - `-${n}`.length)}-${n}`;
  }
  return offer;
}

/** What somebody who typed this means: a name, and the title where the name is not what was typed. */
export function readRoomNaming(typed: string): { name: string; title?: string } {
  const name = typed.trim();
  const offer = isRoomName(name) ? undefined : offeredRoomName(name);
  return offer === undefined ? { name } : { name: offer, title: name };
}
