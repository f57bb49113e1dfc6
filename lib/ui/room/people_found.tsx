import type { Member } from "../../protocol/requests/people.ts";
import { Avatar } from "../elements/avatar.tsx";
import { RoleTag } from "../elements/role_tag.tsx";

export interface PeopleFoundProps {
  id: string;
  /** The id of each option, for the field that marks it. */
  optionId(index: number): string;
  label: string;
  people: readonly Member[];
  /** Index of the option chosen by keyboard, or −1. */
  selected: number;
  onChoose(person: Member): void;
}

/** The people whom a field's text finds, as options of a combobox. */
export function PeopleFound(props: PeopleFoundProps) {
  return (
    <ul class="people-found" role="listbox" id={props.id} aria-label={props.label}>
      {props.people.map((person, index) => (
        <li
          key={person.id}
          class="place"
          role="option"
          id={props.optionId(index)}
          aria-selected={index === props.selected}
          // On mouse down: the field must not lose the focus.
          onMouseDown={(event) => {
            event.preventDefault();
            props.onChoose(person);
          }}
        >
          <Avatar
            id={person.id}
            name={person.name}
            picture={person.picture}
            presence={person.bot ? undefined : person.state} // programs have none (B1)
            small
          />
          <span class="name" dir="auto">{person.name}</span>
          <RoleTag {...person} />
        </li>
      ))}
    </ul>
  );
}
