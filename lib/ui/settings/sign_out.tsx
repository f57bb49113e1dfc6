import type { Role } from "../../protocol/events.ts";
import { PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";
import { signOutWord } from "../room/sign_out_word.ts";

/** The way out, which asks first. Guests sign out for good: nobody signs in as them again. */
export function SignOut({ role }: { role: Role }) {
  const { words } = useReading();
  return (
    <p class="row">
      <a class="button danger" href={PATHS.signOut}>{words.t(signOutWord(role))}</a>
    </p>
  );
}
