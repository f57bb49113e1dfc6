import { loadLate } from "../load_late.ts";
import { lazy } from "../../../lib/ui/elements/lazy.ts";
import type { ConversationFilterProps } from "./conversation_filter.tsx";
import type { MembersFilterProps } from "./members_filter.tsx";
import type { PersonMenuProps } from "../overlays/person_menu.tsx";
import type { HeadToolsProps } from "./head_tools.tsx";
import type { GroupToolsProps } from "../groups/group_tools.tsx";
import type { Failing } from "../../../lib/ui/elements/lazy.ts";

/** The list while one types in it; its code comes once the page is alive. */
export const LazyConversationFilter = lazy<ConversationFilterProps>(() =>
  loadLate().then(({ ConversationFilter }) => ConversationFilter)
);

/** What stands at the edge of the list. */
export const LazyBesideLists = lazy<Failing>(() =>
  loadLate().then(({ BesideLists }) => BesideLists)
);

/** What can be done with the open conversation. */
export const LazyHeadTools = lazy<HeadToolsProps>(() =>
  loadLate().then(({ HeadTools }) => HeadTools)
);

/** What filters the members, where there are many. */
export const LazyMembersFilter = lazy<MembersFilterProps>(() =>
  loadLate().then(({ MembersFilter }) => MembersFilter)
);

/** What can be done with a group. */
export const LazyGroupTools = lazy<GroupToolsProps>(() =>
  loadLate().then(({ GroupTools }) => GroupTools)
);

/** What can be done with a member. */
export const LazyPersonMenu = lazy<PersonMenuProps>(() =>
  loadLate().then(({ PersonMenu }) => PersonMenu)
);
