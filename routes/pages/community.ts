import type { PageProps } from "../../lib/ui/pages/props.ts";
import type { PageServices } from "./services.ts";

/** The community's name and icon, as they are now: every page shows them. */
export function communityOf(
  { administration }: Pick<PageServices, "administration">,
): Pick<PageProps, "community" | "icon"> {
  const { name, icon } = administration.profile();
  return { community: name, ...(icon && { icon }) };
}
