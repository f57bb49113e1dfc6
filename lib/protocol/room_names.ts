// What a room may be called: in addresses and mentions, and as it is shown.
import { codePoints, LIMITS } from "./limits.ts";

const ROOM_NAME = /^[a-z0-9-]+$/;
/** Letters that are no letter with an accent: what a reader would type for them. */
const SPELLED: Record<string, string> = {
  ...{
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
  },
};

/** Whether a room may have this name. */
export function isRoomName(name: string): boolean {
  return ROOM_NAME.test(name) && name.length <= LIMITS.room;
}

/** The name nearest to a text that a room may have: “Été 2026” → “ete-2026”; nothing where none is near. */
export function roomNameFor(text: string): string | undefined {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[ßæœøłđðþı]/gu, (letter) => SPELLED[letter] ?? letter);
  // A name of which the letters are lost says nothing: “2026” for “Осень 2026”.
  if (/\p{L}/u.test(plain.replace(/[a-z]/g, ""))) return undefined;
  const name = plain.replace(/['’]/g, "").replace(/[^a-z0-9]+/g, "-").slice(0, LIMITS.room)
    .replace(/^-+|-+$/g, "");
  return name === "" ? undefined : name;
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
