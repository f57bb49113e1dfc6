import { LockIcon } from "../elements/lock_icon.tsx";

/** The sign before a room's name: of a private one a lock. Hidden from screen readers, which are told in words. */
export function RoomSigil({ room }: { room: { private?: boolean } }) {
  return <span class="sigil" aria-hidden="true">{room.private ? <LockIcon /> : "#"}</span>;
}
