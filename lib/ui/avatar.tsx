import type { PresenceState } from "../protocol/events.ts";
import { initials, nameHue } from "./hue.ts";

export interface AvatarProps {
  name: string;
  presence?: PresenceState;
  small?: boolean;
}

/** A person's sign: letters on the colour of the name. Silent; the name stands beside it. */
export function Avatar({ name, presence, small }: AvatarProps) {
  return (
    <span
      class={small ? "avatar small" : "avatar"}
      data-hue={nameHue(name)}
      data-presence={presence}
      aria-hidden="true"
    >
      {small ? Array.from(initials(name))[0] : initials(name)}
    </span>
  );
}
