import type { RoomNumbers } from "../../protocol/room_preview.ts";
import type { Translator } from "../../i18n/translator.ts";

/** The numbers of a room: “28 here, 239 members, 4 guests”; or of a group: “2 here, 4 people”. */
export function numbersInWords(
  words: Translator,
  { members, guests, here }: RoomNumbers,
  of: "head.members" | "group.people" = "head.members",
): string {
  const all = of === "group.people"
    ? words.t(of, { count: members + guests })
    : membersInWords(words, { members, guests });
  return words.t("head.here", { members: all, count: here });
}

/** “239 members”, or “239 members, 4 guests” where some are here. */
function membersInWords(
  words: Translator,
  { members, guests }: Pick<RoomNumbers, "members" | "guests">,
): string {
  const first = words.t("head.members", { count: members });
  if (guests === 0) return first;
  return words.t("head.guests", { members: first, count: guests });
}
