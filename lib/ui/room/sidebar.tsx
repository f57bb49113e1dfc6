import type { ComponentChildren, Ref } from "preact";
import type { Person, PresenceState } from "../../protocol/events.ts";
import { may } from "../../protocol/permissions.ts";
import { Avatar } from "../elements/avatar.tsx";
import { commandKey } from "../elements/command_key.ts";
import { IconButton, IconLink } from "../elements/icon_button.tsx";
import { BrandMark } from "../elements/brand_mark.tsx";
import { shortCount } from "../elements/short_count.ts";
import { icons } from "../elements/icons.tsx";
import { PATHS } from "../paths.ts";
import { signOutWord } from "./sign_out_word.ts";
import { useReading } from "../reading.ts";
import { plainParts } from "../timeline/parts/plain_parts.ts";
import {
  ConversationLists,
  type ConversationListsProps,
  type ListActions,
} from "./conversation_lists.tsx";
import { areMany } from "./sidebar_sections.ts";

export interface SidebarProps extends ConversationListsProps {
  community: string;
  icon?: string;
  me: Person;
  /** How the reader is to others. */
  ownState: PresenceState;
  status?: { text: string; until?: number };
  /** How much waits for the reader as a moderator. */
  queue?: number;
  actions?: ListActions & { jump(): void };
  /** In place of the jump box and the lists, while a filter is typed. */
  filter?: ComponentChildren;
  /** On a phone, above the lists: what narrows them to one section. */
  tabs?: ComponentChildren;
  region?: Ref<HTMLElement>;
}

/** The list of conversations, above the user's own name and status. */
export function Sidebar(props: SidebarProps) {
  const { words } = useReading();
  const { actions } = props;
  return (
    <nav
      ref={props.region}
      class={areMany(props.conversations) ? "sidebar many" : "sidebar"}
      aria-label={words.t("nav.conversations")}
      data-region
      tabIndex={-1}
    >
      <div class="brand">
        <BrandMark icon={props.icon} />
        <span>{props.community}</span>
        {actions && (
          <IconButton
            label={words.t("nav.new")}
            icon={icons.write}
            onClick={actions.newMessage}
          />
        )}
      </div>
      {props.filter ?? (
        <>
          {actions
            ? (
              <button type="button" class="jump" onClick={actions.jump}>
                <icons.search /> {words.t("nav.jump")} <kbd>{commandKey(words)} K</kbd>
              </button>
            )
            : <div class="jump-place">{plainParts.Search && <plainParts.Search />}</div>}
          {props.tabs}
          <ConversationLists {...props} />
        </>
      )}
      <Me me={props.me} queue={props.queue} status={props.status} state={props.ownState} />
    </nav>
  );
}

function Me({ me, queue = 0, status, state }: {
  me: Person;
  queue?: number;
  status: SidebarProps["status"];
  state: PresenceState;
}) {
  const { words } = useReading();
  return (
    <div class="me">
      <Avatar id={me.id} name={me.name} presence={state} />
      <div class="who">
        <span dir="auto">{me.name}</span>{" "}
        {status?.text ? <Status {...status} /> : <small>{words.t(`role.${me.role}`)}</small>}
      </div>
      {may(me.role, "kick, mute and ban") && (
        <IconLink
          label={queue > 0
            ? words.t("nav.administration-queue", { count: queue })
            : words.t("nav.administration")}
          icon={icons.shield}
          href={PATHS.administration}
          data-count={queue > 0 ? shortCount(words, queue) : undefined}
        />
      )}
      <IconLink
        label={words.t("nav.settings")}
        icon={icons.settings}
        href={PATHS.settings}
      />
      <IconLink
        label={words.t(signOutWord(me.role))}
        icon={icons.leave}
        href={PATHS.signOut}
      />
    </div>
  );
}

/** The user's status. A long text is cut, its end time is not. */
function Status({ text, until }: { text: string; until?: number }) {
  const { words, times, now } = useReading();
  const time = until && times.brief(until, now);
  return (
    <small class="status">
      <span dir="auto">{text}</span>
      {time && <span aria-hidden="true">· {time}</span>}
      {time && <span class="sr-only">{words.t("status.until", { time })}</span>}
    </small>
  );
}
