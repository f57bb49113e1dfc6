import type { ComponentChildren, Ref } from "preact";
import type { Key } from "../i18n/catalog.ts";
import { PRESENCE_STATES, type PresenceState } from "../protocol/events.ts";
import type { Member } from "../protocol/server_frames.ts";
import { Avatar } from "./avatar.tsx";
import { directPath } from "./paths.ts";
import { useReading } from "./reading.ts";
import { RoleTag } from "./role_tag.tsx";

export interface MembersPanelProps {
  members: readonly Member[];
  /** The user's own id: one does not write to oneself. */
  me: string;
  statusOf(user: string): string | undefined;
  /** `undefined`: as the width of the window has it. */
  panel?: "open" | "closed";
  closeButton?: ComponentChildren;
  region?: Ref<HTMLElement>;
  /** What a script adds to a person: a menu. */
  toolsOf?(member: Member): ComponentChildren;
}

const HEADINGS = {
  online: "members.online",
  away: "members.away",
  offline: "members.offline",
} as const satisfies Record<PresenceState, Key>;

/** Who is in the room: here, away, offline. A press writes to them. */
export function MembersPanel(props: MembersPanelProps) {
  const { words } = useReading();
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
      {PRESENCE_STATES.map((state) => {
        const those = props.members.filter((member) => member.state === state)
          .sort((a, b) => a.name.localeCompare(b.name, words.locale));
        return those.length > 0 && (
          <section key={state}>
            <h2>{words.t(HEADINGS[state], { count: those.length })}</h2>
            <ul>
              {those.map((member) => (
                <li key={member.id}>
                  <PersonRow
                    member={member}
                    mine={member.id === props.me}
                    status={props.statusOf(member.id)}
                  />
                  {props.toolsOf?.(member)}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </aside>
  );
}

function PersonRow({ member, mine, status }: { member: Member; mine: boolean; status?: string }) {
  const { words } = useReading();
  const inside = (
    <>
      <Avatar name={member.name} presence={member.state} />
      <span class="who">
        <span dir="auto">{member.name}</span>
        {status && <small dir="auto">{status}</small>}
      </span>
      <RoleTag role={member.role} />
    </>
  );
  const classes = member.state === "offline" ? "person away-now" : "person";
  if (mine) return <div class={classes}>{inside}</div>;
  return (
    <a
      class={classes}
      href={directPath(member.name)}
      title={words.t("members.write", { name: member.name })}
    >
      {inside}
    </a>
  );
}
