// Who is who, and what becomes of rooms: decided before anything is written.
import { useId } from "preact/hooks";
import type { FoundPerson, FoundRoom, Named } from "../../protocol/administration.ts";
import { Avatar } from "../elements/avatar.tsx";
import { icons } from "../elements/icons.tsx";
import { ActionForm } from "./action_form.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { useOfferedMembers } from "./offered_members.ts";
import { Panel } from "./panel.tsx";
import { ACTIONS, ADMIN } from "./paths.ts";
import type { Failure, ViewOf } from "./views.ts";

/** The id of the list of names that a field offers. */
const MEMBERS = "import-members";

/** A page of what was found, with what becomes of it. */
export function ImportChoices({ view }: { view: NonNullable<ViewOf<"moving">["shown"]> }) {
  const { words } = useAdministration();
  const { import: one, people, rooms, nextPerson, nextRoom, members } = view;
  const found = people.filter(({ by }) => by === "mail").length;
  const failed = useFailure(ACTIONS.importChoose, one.id);
  const sameNames = people.some(({ as, by }) => as === "name" && by === "name");
  const canLeave = one.kind !== "palabre";
  const { offered, look } = useOfferedMembers(members);
  return (
    <ActionForm action={ACTIONS.importChoose} about={{ id: one.id }} class="choices" keeps>
      {rooms.length > 0 && (
        <Panel title={words.t("import.which-rooms")}>
          <ul class="mapping">
            {rooms.map((room) => (
              <RoomRow key={room.key} room={room} typed={failed?.typed[`roomAs ${room.key}`]} />
            ))}
          </ul>
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
        <ul
          class="mapping"
          onInput={({ target }) => {
            if (target instanceof HTMLInputElement && target.name === "as") look(target.value);
          }}
        >
          {people.map((person) => {
            // What was decided elsewhere on the page is seen in the field.
            const { key, as, user = "" } = person;
            const parts = { person, members, canLeave, failed };
            return <PersonRow key={`${key} ${as} ${user}`} {...parts} />;
          })}
        </ul>
        <datalist id={MEMBERS}>
          {offered.map(({ id, name }) => <option key={id} value={name} />)}
        </datalist>
        {nextPerson !== undefined && <More id={one.id} what="people" after={nextPerson} />}
        <p class="panel-note">{words.t("import.names")}</p>
        {one.already && <p class="error said">{words.t("import.already")}</p>}
        <div class="panel-foot">
          <span class="faint">{words.t("import.nothing-written")}</span>
          {/* The first button is pressed by the Enter key: it removes nothing. */}
          <button type="submit" class="button" name="then" value="save">
            {words.t("import.save")}
          </button>
          {sameNames && (
            <button type="submit" class="button" name="then" value="names">
              {words.t("import.same-names")}
            </button>
          )}
          <button type="submit" class="button" formaction={ACTIONS.importForget}>
            {words.t("import.stop")}
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

function RoomRow(
  { room: { key, kind, title, messages, as, may }, typed = as }: {
    room: FoundRoom;
    typed: string | undefined;
  },
) {
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
            <option key={choice} value={choice} selected={choice === typed}>
              {words.t(`import.${kind === "direct" ? "direct" : "room"}.${choice as "private"}`)}
            </option>
          ))}
        </select>
      </span>
    </li>
  );
}

/** Who somebody becomes, by name: the field takes any, and offers some. */
function PersonRow(
  { person, members, canLeave, failed }: {
    person: FoundPerson;
    members: readonly Named[];
    canLeave: boolean;
    failed: Failure | undefined;
  },
) {
  const { words } = useAdministration();
  const { key, name, mail, messages, as, user, by } = person;
  const about = [mail, words.t("import.messages-here", { count: messages })];
  const found = members.find(({ id }) => id === user)?.name;
  const field = `as ${key}`;
  const saidId = useId();
  const error = failed?.field === field ? failed.message : undefined;
  const proposal = by && found !== undefined
    ? words.t(`import.same-${by}`, { name: found })
    : undefined;
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
      <div>
        <span class="input">
          <input
            type="text"
            name="as"
            list={MEMBERS}
            dir="auto"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            aria-label={words.t("import.becomes", { name })}
            aria-invalid={error ? "true" : undefined}
            aria-describedby={error ?? proposal ? saidId : undefined}
            autofocus={error ? true : undefined}
            placeholder={words.t("import.as-name")}
            defaultValue={failed?.typed[field] ?? (as === "member" ? found : "")}
          />
          {error
            ? <span class="error" role="alert" id={saidId} dir="auto">{error}</span>
            : proposal && <small id={saidId} dir="auto">{proposal}</small>}
        </span>
        {canLeave && (
          <label class="check">
            <input
              type="checkbox"
              name="skip"
              value={key}
              defaultChecked={failed ? `skip ${key}` in failed.typed : as === "skip"}
            />
            <span>
              <span class="sr-only" dir="auto">{name}:</span> {words.t("import.as-nobody")}
            </span>
          </label>
        )}
      </div>
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
