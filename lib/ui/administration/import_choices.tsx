// Who is who, and what becomes of rooms: decided before anything is written.
import type { FoundPerson, FoundRoom, Named } from "../../protocol/administration.ts";
import { Avatar } from "../elements/avatar.tsx";
import { icons } from "../elements/icons.tsx";
import { ActionForm } from "./action_form.tsx";
import { useAdministration } from "./administration.ts";
import { Panel } from "./panel.tsx";
import { ACTIONS, ADMIN } from "./paths.ts";
import type { ViewOf } from "./views.ts";

/** A page of what was found, with what becomes of it. */
export function ImportChoices({ view }: { view: NonNullable<ViewOf<"moving">["shown"]> }) {
  const { words } = useAdministration();
  const { import: one, people, rooms, nextPerson, nextRoom, members } = view;
  const found = people.filter(({ by }) => by === "mail").length;
  const sameNames = people.some(({ as, by }) => as === "name" && by === "name");
  const canLeave = one.kind !== "palabre";
  return (
    <ActionForm action={ACTIONS.importChoose} about={{ id: one.id }} class="choices" keeps>
      {rooms.length > 0 && (
        <Panel title={words.t("import.which-rooms")}>
          <ul class="mapping">{rooms.map((room) => <RoomRow key={room.key} room={room} />)}</ul>
          {nextRoom !== undefined && <More id={one.id} what="rooms" after={nextRoom} />}
        </Panel>
      )}
      <Panel
        title={words.t("import.who")}
        beside={found > 0 && (
          <small class="faint">
            {words.t("import.found", { count: found, all: words.number(people.length) })}
          </small>
        )}
      >
        <ul class="mapping">
          {people.map((person) => (
            <PersonRow key={person.key} person={person} members={members} canLeave={canLeave} />
          ))}
        </ul>
        {nextPerson !== undefined && <More id={one.id} what="people" after={nextPerson} />}
        <p class="panel-note">{words.t("import.names")}</p>
        {one.already && <p class="error said">{words.t("import.already")}</p>}
        <div class="panel-foot">
          <span class="faint">{words.t("import.nothing-written")}</span>
          <button type="submit" class="button" formaction={ACTIONS.importForget}>
            {words.t("import.stop")}
          </button>
          {sameNames && (
            <button type="submit" class="button" name="then" value="names">
              {words.t("import.same-names")}
            </button>
          )}
          <button type="submit" class="button" name="then" value="save">
            {words.t("import.save")}
          </button>
          {!one.already && (
            <button type="submit" class="button primary" name="then" value="start">
              {words.t("import.start", { count: one.messages })}
            </button>
          )}
        </div>
      </Panel>
    </ActionForm>
  );
}

function RoomRow({ room: { key, kind, title, messages, as, may } }: { room: FoundRoom }) {
  const { words } = useAdministration();
  const name = kind === "direct"
    ? words.t("import.directs", { count: Number(title) })
    : `# ${title}`;
  return (
    <li>
      <span class="old" dir="auto">
        {name}
        <small>{words.t("import.messages-here", { count: messages })}</small>
      </span>
      {icons.chevron()}
      <input type="hidden" name="room" value={key} />
      <span class="input">
        <select name="roomAs" aria-label={words.t("import.becomes", { name })}>
          {may.map((choice) => (
            <option key={choice} value={choice} selected={choice === as}>
              {words.t(`import.${kind === "direct" ? "direct" : "room"}.${choice as "private"}`)}
            </option>
          ))}
        </select>
      </span>
    </li>
  );
}

function PersonRow(
  { person, members, canLeave }: {
    person: FoundPerson;
    members: readonly Named[];
    canLeave: boolean;
  },
) {
  const { words } = useAdministration();
  const { key, name, mail, messages, as, user, by } = person;
  const about = [mail, words.t("import.messages-here", { count: messages })];
  const titleOf = (one: Named) => {
    if (one.id !== user || by === undefined) return one.name;
    return words.t(`import.same-${by}`, { name: one.name });
  };
  return (
    <li>
      <span class="person-head">
        <Avatar id={key} name={name} small />
        <span class="old">
          <span dir="auto">{name}</span>
          <small dir="auto">{about.filter(Boolean).join(" · ")}</small>
        </span>
      </span>
      {icons.chevron()}
      <input type="hidden" name="person" value={key} />
      <span class="input">
        <select name="as" aria-label={words.t("import.becomes", { name })}>
          <option value="name" selected={as === "name"}>{words.t("import.as-name")}</option>
          {members.map((one) => (
            <option
              key={one.id}
              value={`member:${one.id}`}
              selected={as === "member" && one.id === user}
            >
              {titleOf(one)}
            </option>
          ))}
          {canLeave && (
            <option value="skip" selected={as === "skip"}>{words.t("import.as-nobody")}</option>
          )}
        </select>
      </span>
    </li>
  );
}

function More({ id, what, after }: { id: string; what: "people" | "rooms"; after: string }) {
  const { words } = useAdministration();
  const query = new URLSearchParams({ import: id, [what]: after });
  return (
    <p class="panel-note">
      <a href={`${ADMIN.moving}?${query}`}>{words.t(`import.more-${what}`)}</a>
    </p>
  );
}
