import { useMemo, useRef, useState } from "preact/hooks";
import type { ConversationSummary, Person } from "../../../lib/protocol/events.ts";
import type { Member } from "../../../lib/protocol/requests/people.ts";
import { IconButton } from "../../../lib/ui/elements/icon_button.tsx";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { useReading } from "../../../lib/ui/reading.ts";
import { aboutPath } from "../../../lib/ui/paths.ts";
import { MembersPanel } from "../../../lib/ui/room/members_panel.tsx";
import { useKeptFocus } from "../navigation/use_kept_focus.ts";
import type { MembersMatch } from "./members_filter.tsx";
import { LazyGroupTools, LazyMembersFilter, LazyPersonMenu } from "./lazy_parts.ts";
import { useWindow } from "../window/window_context.ts";
import type { ShownMembers } from "./use_members.ts";
import { closePanel } from "./panel_shown.ts";

/** With fewer members than this, looking is quicker than filtering. */
const FILTER_FROM = 20;

/** The room's members: with menus, and a filter where there are many. */
export function MembersPane({ me, conversation, shown: { members, counts, hasMore }, live }: {
  me: Person;
  conversation: ConversationSummary;
  shown: ShownMembers;
  live: boolean;
}) {
  const window = useWindow();
  const { words } = useReading();
  const region = useRef<HTMLElement>(null);
  useKeptFocus(region);
  // While the menu of one is open they stand still: a row that moves would close it.
  const [still, holdStill] = useState<readonly Member[] | undefined>(undefined);
  const [match, setMatch] = useState<MembersMatch | undefined>(undefined);
  const shown = useMemo(() => {
    const all = still ?? members;
    return match ? match(all) : all;
  }, [still, members, match]);
  const presence = window.model.presence.value;
  const sanctions = window.sanctions.value;
  return (
    <MembersPanel
      region={region}
      members={shown}
      heading={conversation.people && words.t("group.in", { count: members.length })}
      foot={conversation.people
        ? live && <LazyGroupTools conversation={conversation} onFail={() => {}} />
        : (
          <p class="quiet small">
            {me.role === "member" && words.t("members.order")}{" "}
            <a class="link" href={`${aboutPath(conversation)}#kept`}>{words.t("kept.title")}</a>
          </p>
        )}
      counts={match ? undefined : counts}
      moreButton={hasMore && live && !match && (
        <button
          type="button"
          class="link"
          onClick={() => window.attempt(() => window.model.members.loadMore())}
        >
          {words.t("members.more")}
        </button>
      )}
      me={me.id}
      statusOf={(user) => sanctions.get(user)?.words ?? presence.get(user)?.status}
      filter={live && members.length >= FILTER_FROM && (
        <LazyMembersFilter
          onFail={() => {}}
          onMatch={(next) => setMatch(() => next)}
        />
      )}
      toolsOf={live
        ? (member) => (
          <LazyPersonMenu
            onFail={() => {}}
            me={me}
            member={member}
            onOpen={(open) => holdStill(open ? members : undefined)}
          />
        )
        : undefined}
      panel={window.panel.value}
      closeButton={live && (
        <IconButton
          label={words.t("close")}
          icon={icons.close}
          onClick={() => closePanel(window)}
        />
      )}
    />
  );
}
