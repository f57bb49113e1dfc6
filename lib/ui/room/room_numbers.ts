import type { RoomNumbers } from "../../protocol/room_preview.ts";
import type { Translator } from "../../i18n/translator.ts";

/** The numbers of a room: “239 members, 28 here”; or of a group: “4 people, 2 here”. */
export function numbersInWords(
  words: Translator,
  { members, here }: RoomNumbers,
  of: "head.members" | "group.people" = "head.members",
): string {
  return words.t("head.here", { members: words.t(of, { count: members }), count: here });
}
