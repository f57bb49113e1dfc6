import { GENERAL } from "../../lib/protocol/events.ts";
import { roomPath } from "../../lib/ui/paths.ts";
import type { PageServices } from "./services.ts";

/** Where people come in: the room that the community says, while it is one for all; else `general`. */
export async function firstPlace(
  { administration, previews }: Pick<PageServices, "administration" | "previews">,
): Promise<string> {
  const { firstRoom } = administration.profile();
  const found = firstRoom === "" ? undefined : await previews.find(firstRoom);
  return roomPath(found ? firstRoom : GENERAL);
}
