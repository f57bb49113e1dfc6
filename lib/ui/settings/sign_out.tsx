import type { Role } from "../../protocol/events.ts";
import { PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";

/** The way out, with what it does. Guests sign out for good: nobody signs in as them again. */
export function SignOut({ role }: { role: Role }) {
  const { words } = useReading();
  const isGuest = role === "guest";
  return (
    <form class="row" method="post" action={PATHS.signOut}>
      <button type="submit" class="button danger">
        {words.t(isGuest ? "quit.leave" : "settings.sign-out")}
      </button>{" "}
      <span class="note">{words.t(isGuest ? "quit.text.guest" : "settings.sign-out-note")}</span>
    </form>
  );
}
