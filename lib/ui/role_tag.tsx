import type { Role } from "../protocol/events.ts";
import { useReading } from "./reading.ts";

/** Says what somebody is here; nothing for a member. */
export function RoleTag({ role }: { role: Role }) {
  const { words } = useReading();
  if (role === "member") return null;
  return (
    <span class={role === "administrator" ? "tag admin" : "tag"}>{words.t(`role.${role}`)}</span>
  );
}
