import { LIMITS } from "../../protocol/limits.ts";
import type { Random } from "../../runtime/clock.ts";

/** 32 characters, so that five bits of chance are one; without those that are taken for others. */
const TAG_CHARACTERS = "abcdefghijkmnpqrstuvwxyz23456789";
/** 40 bits: at the rate of sends, a guess at one tag takes thousands of years. */
const TAG_LENGTH = 8;

/**
 * A name for a private room: what was asked for, and a tag that nobody can guess. So no name that
 * somebody asks for tells whether there is a private room. At most `LIMITS.room` characters.
 */
export function privateRoomName(asked: string, random: Pick<Random, "bytes">): string {
  const tag = Array.from(random.bytes(TAG_LENGTH), (byte) => TAG_CHARACTERS[byte % 32]).join("");
  return `${asked.slice(0, LIMITS.room - TAG_LENGTH - 1).replace(/-+$/, "")}-${tag}`;
}
