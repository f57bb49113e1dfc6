import type { ComponentChildren } from "preact";
import type {
  ConversationId,
  ConversationSummary,
  PresenceState,
  RoomInvitation,
  UserId,
} from "../../protocol/events.ts";
import { IconLink } from "../elements/icon_button.tsx";
import { icons } from "../elements/icons.tsx";
import { PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";
import { inboxCount } from "../inbox/inbox_sections.ts";
import { InvitationList } from "./invitation_list.tsx";
import type { ListChoices } from "./list_choices.ts";
import { Place } from "./place.tsx";
import { areMany, type Section, type SectionName } from "./sidebar_sections.ts";

export interface ConversationListsProps {
  sections: readonly Section[];
  conversations: readonly ConversationSummary[];
  /** The rooms that the user is asked into. */
  invitations: readonly RoomInvitation[];
  /** How many others wrote to the user, who has not accepted it. */
  requests?: number;
  /** How many answers to what the user reported they have not seen. */
  answers?: number;
  choices: ListChoices;
  /** The id of the open conversation. */
  current?: string;
  stateOf(user: UserId): PresenceState;
  /** Whether the inbox is what is open. */
  inInbox?: boolean;
  /** What waits in the inbox besides mentions: unread threads, reminders that are due. */
  waiting?: number;
  /** Conversations in which something was typed and not sent. */
  drafts?: ReadonlyMap<ConversationId, unknown>;
  /** Set where scripts run; without them links and pages do the same. */
  actions?: ListActions;
  /** The last message of a conversation, where it is known. */
  lastOf?(conversation: ConversationId): string | undefined;
  /** Over the lists: what leads to unread conversations that are out of sight. */
  beyond?: ComponentChildren;
}

export interface ListActions {
  newMessage(event: Event): void;
  browse(event: Event): void;
  fold(section: SectionName): void;
  answer(room: string, answer: "join" | "decline"): void;
}

/** The sections of the list: one scrolling region, or, where there are many, people apart. */
export function ConversationLists(props: ConversationListsProps) {
  const { words } = useReading();
  const many = areMany(props.conversations);
  const above = props.sections.filter(({ name }) => name !== "direct");
  const direct = props.sections.filter(({ name }) => name === "direct");
  const people = direct.map((section) => <SectionView key="direct" {...props} section={section} />);
  const hasPeople = props.requests || direct.some((one) => one.conversations.length > 0);
  return (
    <>
      <InboxPlace
        current={props.inInbox ?? false}
        count={inboxCount(props.conversations) + (props.waiting ?? 0) + (props.answers ?? 0)}
      />
      <div class="regions">
        <div class="lists">
          <InvitationList invitations={props.invitations} answer={props.actions?.answer} />
          {props.answers
            ? (
              <p>
                <a class="link" href={PATHS.reports}>
                  {words.t("nav.answers", { count: props.answers })}
                </a>
              </p>
            )
            : null}
          {above.map((section) => <SectionView key={section.name} {...props} section={section} />)}
          {!many && people}
          {!many && !hasPeople && (
            <p>
              <a class="link" href={PATHS.rooms} onClick={props.actions?.newMessage}>
                {words.t("nav.first-direct")}
              </a>
            </p>
          )}
        </div>
        {many && hasPeople && <div class="lists people-lists">{people}</div>}
        {props.beyond}
      </div>
    </>
  );
}

/** The way to all that waits for one, with how much of it is new: in sight, however long the lists. */
function InboxPlace({ current, count }: { current: boolean; count: number }) {
  const { words } = useReading();
  return (
    <ul class="lists-top">
      <li>
        <a
          class="place"
          href={PATHS.inbox}
          aria-current={current ? "page" : undefined}
          data-unread={count > 0 ? "" : undefined}
        >
          <icons.inbox />
          <span class="name">{words.t("inbox.title")}</span>{" "}
          {count > 0 && (
            <span class="count calls">
              <span aria-hidden="true">{words.number(count)}</span>{" "}
              <span class="sr-only">{words.t("inbox.waiting", { count })}</span>
            </span>
          )}
        </a>
      </li>
    </ul>
  );
}

/** Rooms have their way to more of them; other sections are shown once there is one in them. */
function SectionView(props: ConversationListsProps & { section: Section }) {
  const { name, conversations } = props.section;
  const { words } = useReading();
  const many = areMany(props.conversations);
  if (conversations.length === 0 && (many || name === "unread" || name === "favourites")) {
    if (name !== "rooms" && !(name === "direct" && props.requests)) return null;
  }
  const folded = props.choices.folded.includes(name);
  // What is folded still shows what is unread, and where one is.
  const shown = folded
    ? conversations.filter((one) => one.unread > 0 || one.id === props.current)
    : conversations;
  return (
    <>
      <Heading {...props} folded={folded}>
        {name === "rooms" && (
          <IconLink
            label={words.t("nav.browse")}
            icon={icons.plus}
            class="icon-button tight"
            href={PATHS.rooms}
            onClick={props.actions?.browse}
          />
        )}
        {name === "direct" && props.requests
          ? (
            <a class="count calls" href={PATHS.requests}>
              {words.t("nav.requests", { count: props.requests })}
            </a>
          )
          : null}
      </Heading>
      <ul>
        {shown.map((one) => (
          <li key={one.id}>
            <Place
              conversation={one}
              current={one.id === props.current}
              presence={one.with && props.stateOf(one.with.id)}
              last={props.lastOf?.(one.id)}
              draft={one.id !== props.current && props.drafts?.has(one.id)}
            />
          </li>
        ))}
      </ul>
      {name === "rooms" && conversations.length <= FEW_ROOMS && !folded && (
        <p>
          <a class="link" href={PATHS.rooms} onClick={props.actions?.browse}>
            {words.t("nav.all-rooms")}
          </a>
        </p>
      )}
    </>
  );
}

/** Who is in so few rooms may not know that there are others. */
const FEW_ROOMS = 3;

const TITLES = {
  unread: "nav.unread-section",
  favourites: "nav.favourites",
  rooms: "nav.rooms",
  direct: "nav.direct",
} as const;

function Heading({ section, folded, actions, children }: ConversationListsProps & {
  section: Section;
  folded: boolean;
  children: ComponentChildren;
}) {
  const { words } = useReading();
  const { name, conversations } = section;
  const title = words.t(TITLES[name]);
  return (
    <h2 class="fold">
      {actions
        ? (
          <button type="button" aria-expanded={!folded} onClick={() => actions.fold(name)}>
            <icons.chevron />
            {title}
            <span class="much" aria-hidden="true">{words.number(conversations.length)}</span>
          </button>
        )
        : <span>{title}</span>}
      {children}
    </h2>
  );
}
