import type { ComponentChildren, Ref } from "preact";
import type { Key } from "../../i18n/catalog.ts";
import { PRESENCE_STATES, type PresenceState } from "../../protocol/events.ts";
import { peopleIn } from "../../protocol/room_preview.ts";
import type { Member, PresenceCounts } from "../../protocol/requests/people.ts";
import { Avatar } from "../elements/avatar.tsx";
import { directPath } from "../paths.ts";
import { useReading } from "../reading.ts";
import { RoleTag } from "../elements/role_tag.tsx";

export interface MembersPanelProps {
  /** Those that are loaded. */
  members: readonly Member[];
  /** How many there are in each state, loaded or not. */
  counts?: PresenceCounts;
  /** Loads more of them, where there are more. */
  moreButton?: ComponentChildren;
  /** The user's own id: no link to write to oneself. */
  me: string;
  statusOf(user: string): string | undefined;
  /** `undefined`: depends on the window's width; “files”: these have its place. */
  panel?: "open" | "closed" | "files";
  closeButton?: ComponentChildren;
  region?: Ref<HTMLElement>;
  /** The field that filters them, which needs scripts. */
  filter?: ComponentChildren;
  /** In a group, where they are not counted by presence: the title of one list. */
  heading?: string;
  /** What can be done with the group. */
  foot?: ComponentChildren;
  /** The menu of a person, which needs scripts. */
  toolsOf?(member: Member): ComponentChildren;
}

const HEADINGS = {
  online: "members.online",
  away: "members.away",
  offline: "members.offline",
} as const satisfies Record<PresenceState, Key>;

/** The room's members by presence, each a link to the direct conversation. */
export function MembersPanel(props: MembersPanelProps) {
  const { words } = useReading();
  // Programs are not here, and not away: they have a list of their own.
  const bots = props.heading
    ? []
    : props.members.filter(({ bot }) => bot).sort(byRoleAndName(words.locale));
  return (
    <aside
      ref={props.region}
      class="aside"
      aria-label={words.t("members.title")}
      data-panel={props.panel}
      data-region
      tabIndex={-1}
      id="members"
    >
      <div class="panel-head">
        <span>{words.t("members.title")}</span>
        {props.closeButton}
      </div>
      {props.filter}
      {props.heading
        ? <People {...props} title={props.heading} />
        : PRESENCE_STATES.map((state) => {
          const those = props.members.filter((one) => one.state === state && !one.bot)
            .sort(byRoleAndName(words.locale));
          const count = countOf(props, state) ?? those.length;
          const title = words.t(HEADINGS[state], { count });
          return those.length > 0 && (
            <People {...props} key={state} title={title} members={those} />
          );
        })}
      {bots.length > 0 && (
        <People
          {...props}
          title={words.t("members.bots", { count: bots.length })}
          members={bots}
        />
      )}
      {props.moreButton}
      {props.foot}
    </aside>
  );
}

function People(props: MembersPanelProps & { title: string }) {
  const { words } = useReading();
  const { heading, me } = props;
  return (
    <section>
      <h2>{props.title}</h2>
      <ul>
        {props.members.map((member) => (
          <li key={member.id}>
            <PersonRow
              member={member}
              mine={member.id === me}
              status={props.statusOf(member.id) ||
                (heading && member.id === me ? words.t("you") : undefined)}
            />
            {props.toolsOf?.(member)}
          </li>
        ))}
      </ul>
    </section>
  );
}

const RANKS = { administrator: 0, moderator: 1, member: 2, guest: 2 } as const;

/** Those whom one turns to come first, then all by name. */
/** By language: one is dear to make. */
const collators = new Map<string, Intl.Collator>();

function byRoleAndName(locale: string) {
  const collator = collators.get(locale) ?? new Intl.Collator(locale, { numeric: true });
  collators.set(locale, collator);
  const { compare } = collator;
  return (a: Member, b: Member) => RANKS[a.role] - RANKS[b.role] || compare(a.name, b.name);
}

/** Where all are held, the list is the count: both change at once. */
function countOf({ counts, members }: MembersPanelProps, state: PresenceState) {
  const all = counts && peopleIn(counts);
  if (!counts || all === members.filter(({ bot }) => !bot).length) return undefined;
  return counts[state];
}

function PersonRow({ member, mine, status }: { member: Member; mine: boolean; status?: string }) {
  const { words } = useReading();
  const inside = (
    <>
      <Avatar
        id={member.id}
        name={member.name}
        presence={member.bot ? undefined : member.state} // programs have none (B1)
      />
      <span class="who">
        <span dir="auto">{member.name}</span>
        <RoleTag {...member} />
        {status && <small dir="auto">{status}</small>}
      </span>
    </>
  );
  const classes = member.state === "offline" && !member.bot ? "person away-now" : "person";
  if (mine) return <div class={classes}>{inside}</div>;
  return (
    <a
      class={classes}
      href={directPath(member)}
      title={words.t("members.write", { name: member.name })}
    >
      {inside}
    </a>
  );
}
