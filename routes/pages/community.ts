import type { PageProps } from "../../lib/ui/pages/props.ts";
import { communityPicturePath } from "../../lib/ui/paths.ts";
import type { PageServices } from "./services.ts";

/** The community's name and icon, as they are now: every page shows them. */
export function communityOf(
  { administration }: Pick<PageServices, "administration">,
): Pick<PageProps, "community" | "icon"> {
  const { name, icon, picture } = administration.profile();
  const shown = picture === undefined ? icon : communityPicturePath(picture);
  return { community: name, ...(shown && { icon: shown }) };
}
