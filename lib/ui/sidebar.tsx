import type { Ref } from "preact";
import type { ConversationSummary, Person, PresenceState, UserId } from "../protocol/events.ts";
import { may } from "../protocol/permissions.ts";
import { Avatar } from "./avatar.tsx";
import { commandKey } from "./command_key.ts";
import { IconButton, IconLink } from "./icon_button.tsx";
import { icons, Tree } from "./icons.tsx";
import { memo } from "./memo.ts";
import { conversationPath, PATHS } from "./paths.ts";
import { useReading } from "./reading.ts";

export interface SidebarProps {
  community: string;
  me: Person;
  status?: { text: string; until?: number };
  conversations: readonly ConversationSummary[];
  /** The id of the open conversation. */
  current?: string;
  stateOf(user: UserId): PresenceState;
  /** What a script adds in a browser; without one the links and pages do the same. */
  actions?: {
    jump(): void;
    newMessage(event: Event): void;
    browse(event: Event): void;
  };
  region?: Ref<HTMLElement>;
}

/** The list of conversations, with who one is below it. */
export function Sidebar(props: SidebarProps) {
  const { words } = useReading();
  const rooms = props.conversations.filter((one) => one.kind === "room").sort(byName);
  // One that was opened and in which nobody wrote is nobody's concern yet.
  const direct = props.conversations.filter((one) =>
    one.kind === "direct" && (one.head > 0 || one.id === props.current)
  );
  const list = (conversations: readonly ConversationSummary[]) => (
    <ul>
      {conversations.map((one) => (
        <li key={one.id}>
          <Place
            conversation={one}
            current={one.id === props.current}
            presence={one.with && props.stateOf(one.with.id)}
          />
        </li>
      ))}
    </ul>
  );
  return (
    <nav
      ref={props.region}
      class="sidebar"
      aria-label={words.t("nav.conversations")}
      data-region
      tabIndex={-1}
    >
      <div class="brand">
        <Tree />
        <span>{props.community}</span>
        {props.actions && (
          <IconButton
            label={words.t("nav.new")}
            icon={icons.plus}
            onClick={props.actions.newMessage}
          />
        )}
      </div>
      {props.actions && (
        <button type="button" class="jump" onClick={props.actions.jump}>
          <icons.search /> {words.t("nav.jump")} <kbd>{commandKey(words)} K</kbd>
        </button>
      )}
      <div class="lists">
        <h2>
          {words.t("nav.rooms")}
          <IconLink
            label={words.t("nav.browse")}
            icon={icons.plus}
            class="icon-button tight"
            href={PATHS.rooms}
            onClick={props.actions?.browse}
          />
        </h2>
        {list(rooms)}
        <h2>{words.t("nav.direct")}</h2>
        {direct.length > 0 ? list(direct) : (
          <p>
            <a class="link" href={PATHS.rooms} onClick={props.actions?.newMessage}>
              {words.t("nav.first-direct")}
            </a>
          </p>
        )}
      </div>
      <Me me={props.me} status={props.status} state={props.stateOf(props.me.id)} />
    </nav>
  );
}

/** Names of rooms are ASCII: any language orders them alike. */
const order = new Intl.Collator("en", { numeric: true });

/** Rooms stand still: by name, whatever happens in them. Direct conversations move up. */
function byName(a: ConversationSummary, b: ConversationSummary): number {
  return order.compare(a.name ?? a.id, b.name ?? b.id);
}

interface PlaceProps {
  conversation: ConversationSummary;
  current: boolean;
  presence?: PresenceState;
}

/** One conversation of the list, with its count. */
const Place = memo(function Place({ conversation, current, presence }: PlaceProps) {
  const { words } = useReading();
  const { unread, mentions } = conversation;
  const calls = conversation.kind === "direct" ? unread : mentions;
  return (
    <a
      class="place"
      href={conversationPath(conversation)}
      aria-current={current ? "page" : undefined}
      data-unread={unread > 0 ? "" : undefined}
      data-conversation={conversation.id}
    >
      {conversation.with
        ? <Avatar name={conversation.with.name} presence={presence} small />
        : <span class="sigil" aria-hidden="true">#</span>}
      <span class="name" dir="auto">
        {conversation.with?.name ?? conversation.name}
        {conversation.private && <span class="sr-only">, {words.t("nav.private")}</span>}
        {presence && <span class="sr-only">, {words.t(`presence.${presence}`)}</span>}
      </span>
      {unread > 0
        ? (
          <span class={calls > 0 ? "count calls" : "count"}>
            <span aria-hidden="true">{words.number(calls > 0 ? calls : unread)}</span>
            <span class="sr-only">
              {words.t("nav.unread", { count: unread })}
              {mentions > 0 && `, ${words.t("nav.mentions", { count: mentions })}`}
            </span>
          </span>
        )
        : <span />}
    </a>
  );
});

function Me({ me, status, state }: {
  me: Person;
  status: SidebarProps["status"];
  state: PresenceState;
}) {
  const { words } = useReading();
  return (
    <div class="me">
      <Avatar name={me.name} presence={state === "offline" ? "online" : state} />
      <div class="who">
        <span dir="auto">{me.name}</span>
        {status?.text ? <Status {...status} /> : <small>{words.t(`role.${me.role}`)}</small>}
      </div>
      {may(me.role, "kick, mute and ban") && (
        <IconLink
          label={words.t("nav.administration")}
          icon={icons.shield}
          href={PATHS.administration}
        />
      )}
      <IconLink
        label={words.t("nav.settings")}
        icon={icons.settings}
        href={PATHS.settings}
      />
    </div>
  );
}

/** What the others see beside one's name. The end stays in sight when the text is long. */
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
