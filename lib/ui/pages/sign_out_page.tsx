import type { en } from "../../i18n/account/en.ts";
import type { AccountWords } from "../../i18n/catalogs.ts";
import { translatorOf } from "../../i18n/translator.ts";
import type { Person } from "../../protocol/events.ts";
import { DoorFrame } from "../door/door_frame.tsx";
import { PATHS } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import type { PageProps } from "./props.ts";

export interface SignOutPageProps extends PageProps {
  words: AccountWords;
  me: Person;
  /** Whether a guest can make an account instead, and keep all. */
  registers: boolean;
}

/** Asks whoever leaves, and says what goes. Works without a script; one counts what waits to be sent. */
export function SignOutPage(
  { reader, icon, me, registers, unsent = 0, ...props }: SignOutPageProps & { unsent?: number },
) {
  const reading = readingOf(reader);
  const words = translatorOf<typeof en>(reader.preferences.locale, props.words);
  const isGuest = me.role === "guest";
  return (
    <ReadingProvider value={reading}>
      <DoorFrame
        title={isGuest ? reading.words.t("quit.title") : words.t("sign-out.title")}
        icon={icon}
        lead={<p class="quiet" dir="auto">{me.name}</p>}
        language={{ next: PATHS.signOut }}
      >
        <form class="card" method="post" action={PATHS.signOut}>
          {isGuest && <p>{words.t("sign-out.name", { name: me.name })}</p>}
          {isGuest && <p>{words.t("sign-out.places")}</p>}
          <p>{words.t("sign-out.unsent")}</p>
          {unsent > 0 && (
            <p class="error" role="alert">{words.t("sign-out.waiting", { count: unsent })}</p>
          )}
          <p>{words.t(isGuest ? "sign-out.drafts" : "sign-out.stays")}</p>
          {isGuest && (
            <label class="check">
              <input type="checkbox" name="shared" value="on" aria-describedby="shared-hint" />
              {reading.words.t("quit.shared")}
            </label>
          )}
          {isGuest && <p class="note" id="shared-hint">{reading.words.t("quit.shared.hint")}</p>}
          <button type="submit" class="button danger wide">
            {isGuest ? reading.words.t("quit.leave") : words.t("sign-out.do")}
          </button>{" "}
          <a class="button wide" href={PATHS.home}>{reading.words.t("quit.stay")}</a>
          {isGuest && registers && (
            <p class="note">
              <a href={`${PATHS.account}#membership`}>{words.t("sign-out.register")}</a>
            </p>
          )}
        </form>
      </DoorFrame>
    </ReadingProvider>
  );
}
