import type { Role } from "../../protocol/events.ts";
import { useReading } from "../reading.ts";

/** A tag with a person's role; nothing for members. */
export function RoleTag({ role }: { role: Role }) {
  const { words } = useReading();
  if (role === "member") return null;
  return (
    <>
      {" "}
      <span class={role === "administrator" ? "tag admin" : "tag"}>{words.t(`role.${role}`)}</span>
    </>
  );
}
