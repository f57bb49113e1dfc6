import type { Person, PresenceState } from "../../protocol/events.ts";
import { personHue } from "../../protocol/people.ts";
import { personPicturePath } from "../paths.ts";
import { usePictures } from "../pictures.ts";
import { initials } from "./initials.ts";

export interface AvatarProps {
  /** The person's id: the colour is theirs, whatever they are called. */
  id: string;
  name: string;
  presence?: PresenceState;
  small?: boolean;
  /** Their picture, where nothing around it knows. */
  picture?: string;
}

/** A person's picture, or their initials on their colour. Hidden from screen readers: the name is beside it, a space away. */
export function Avatar({ id, name, presence, small, ...given }: AvatarProps) {
  const known = usePictures()(id);
  const picture = given.picture ?? known;
  return (
    <>
      <span
        class={small ? "avatar small" : "avatar"}
        data-hue={personHue(id)}
        data-presence={presence}
        aria-hidden="true"
      >
        {picture ? <img src={personPicturePath(id, picture)} alt="" /> : initials(name)}
      </span>
      {" "}
    </>
  );
}

/** Two of the people of a group stand for it. */
export function AvatarPair({ people, large }: { people: readonly Person[]; large?: boolean }) {
  return (
    <>
      <span class={large ? "pair large" : "pair"} aria-hidden="true">
        {people.slice(0, 2).map(({ id, name }) => <Avatar key={id} id={id} name={name} small />)}
      </span>
      {" "}
    </>
  );
}
