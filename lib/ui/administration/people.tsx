import { Avatar } from "../elements/avatar.tsx";
import { RoleTag } from "../elements/role_tag.tsx";
import { TextField } from "../elements/text_field.tsx";
import { useAdministration } from "./administration.ts";
import { Panel } from "./panel.tsx";
import { Placeholders } from "./placeholder_view.tsx";
import { ADMIN, personPath } from "./paths.ts";
import type { ViewOf } from "./views.ts";

/** The most people one search finds (lib/chat/conversations/people.ts). */
const MAX_FOUND = 50;

/** People by name. */
export function People({ view }: { view: ViewOf<"people"> }) {
  const { words } = useAdministration();
  const { query } = view;
  const { compare } = new Intl.Collator(words.locale, { numeric: true });
  const people = view.people.toSorted((a, b) => compare(a.name, b.name));
  return (
    <>
      <form class="row find" action={ADMIN.people} role="search">
        <TextField
          name="q"
          label={words.t("people.find")}
          hint={words.t("people.find-hint")}
          autocomplete="off"
          defaultValue={query}
        />
        <button type="submit" class="button">{words.t("people.search")}</button>
      </form>
      <Panel title={words.t("people")}>
        {people.length === 0 && <p class="note said">{words.t("people.none")}</p>}
        <ul class="people">
          {people.map((person) => (
            <li key={person.id}>
              <a
                class="person"
                href={personPath(person.id)}
                title={words.t("person.open", { name: person.name })}
              >
                <Avatar
                  id={person.id}
                  name={person.name}
                  presence={person.state}
                  picture={person.picture}
                />
                <span class="who">
                  <span dir="auto">{person.name}</span>
                </span>
                <RoleTag {...person} />
              </a>
            </li>
          ))}
        </ul>
        {people.length >= MAX_FOUND && (
          <p class="note said">{words.t("people.first", { count: people.length })}</p>
        )}
      </Panel>
      {view.placeholders && view.placeholders.length > 0 && (
        <Panel title={words.t("placeholder.title")}>
          <Placeholders placeholders={view.placeholders} />
          {view.morePlaceholders && <p class="note said">{words.t("placeholder.more")}</p>}
        </Panel>
      )}
    </>
  );
}
