// What people and rooms are called in IRC. Every name has one nick, and every such nick its name.
import { LIMITS } from "../../protocol/limits.ts";
import { nameKey } from "../../protocol/names.ts";
import { isRoomName } from "../../protocol/room_names.ts";
import type { ConversationSummary } from "../../protocol/events.ts";

/** What a channel's name begins with: rooms, and groups of people. */
export const ROOM_SIGN = "#";
const GROUP_SIGN = "&";
const GROUP_PREFIX = "group:";

/** Signs that mean something else in a nick, wherever they stand, or that end it. */
const UNCARRIED = /[\0-\x20\x7f!,*?.@#/:\\\u0080-\u009f]/u;
/** What a nick may not begin with: it would be taken for a mark of rank or a mask. */
const BAD_START = /^[~&%+$]/;
const LONE_LINE = /(?<=[^_])_(?=[^_])/gu;
const ESCAPED = /\\([0-9a-f]{1,6})\\/g;

/**
 * The nick of a name: letters of all scripts stay as they are, a space is `_`, and what IRC cannot
 * carry is its code point between backslashes (`Mr.X` is `Mr\2e\X`). `nameOfNick` gives the name back.
 */
export function nickOfName(name: string): string {
  if (name === "") return "*";
  const simple = [...name].map((sign, index) =>
    sign === " " ? "_" : isUncarried(sign, index) ? escaped(sign) : sign
  ).join("");
  if (nameOfNick(simple) === name) return simple;
  return [...name].map((sign, index) =>
    sign === "_" || isUncarried(sign, index) ? escaped(sign) : sign
  ).join("");
}

/** The name that a nick stands for. A `_` between two other signs is a space, else it is itself. */
export function nameOfNick(nick: string): string {
  return nick.replace(LONE_LINE, " ").replace(ESCAPED, (whole, code: string) => {
    const point = parseInt(code, 16);
    return point > 0x10ffff || (point >= 0xd800 && point < 0xe000)
      ? whole
      : String.fromCodePoint(point);
  });
}

/** What two nicks have in common that are the same nick. */
export function nickKey(nick: string): string {
  return nameKey(nameOfNick(nick));
}

function isUncarried(sign: string, index: number): boolean {
  return UNCARRIED.test(sign) || (index === 0 && BAD_START.test(sign));
}

function escaped(sign: string): string {
  return `\\${(sign.codePointAt(0) ?? 0).toString(16)}\\`;
}

/** The channel of a room or a group; `undefined` for a conversation of two, which is a query. */
export function channelOf({ id, kind, name }: Pick<ConversationSummary, "id" | "kind" | "name">) {
  if (kind === "room") return `${ROOM_SIGN}${name ?? id}`;
  return id.startsWith(GROUP_PREFIX) ? `${GROUP_SIGN}${id.slice(GROUP_PREFIX.length)}` : undefined;
}

/** Whether a target is that of a channel, whether there is one or not. */
export function isChannel(target: string): boolean {
  return target.startsWith(ROOM_SIGN) || target.startsWith(GROUP_SIGN);
}

/** What two channels have in common that are the same channel. */
export function channelKey(channel: string): string {
  return channel.toLowerCase();
}

/** The name of the room that a channel stands for; `undefined` where no room is called so. */
export function roomOfChannel(channel: string): string | undefined {
  const name = channel.slice(1).toLowerCase();
  return channel.startsWith(ROOM_SIGN) && isRoomName(name) ? name : undefined;
}

/** The longest channel that there is, in characters. */
export const CHANNEL_LENGTH = 1 + LIMITS.room;
