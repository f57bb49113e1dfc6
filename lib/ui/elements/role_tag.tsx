import type { Profile } from "../../protocol/events.ts";
import { useReading } from "../reading.ts";

/** A tag with a person's role; nothing for members. A bot is called so. */
export function RoleTag({ role, bot }: Pick<Profile, "role" | "bot">) {
  const { words } = useReading();
  if (role === "member" && !bot) return null;
  return (
    <>
      {" "}
      <span class={role === "administrator" ? "tag admin" : "tag"}>
        {words.t(`role.${bot ? "bot" : role}`)}
      </span>
    </>
  );
}
