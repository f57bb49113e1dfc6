import { DoorFrame } from "../door/door_frame.tsx";
import { NewPasswordField } from "../door/new_password_field.tsx";
import { DOOR_PATHS, PATHS } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import { translatorOf } from "../../i18n/translator.ts";
import type { AccountWords } from "../../i18n/catalogs.ts";
import type { en } from "../../i18n/account/en.ts";
import type { PageProps } from "./props.ts";

export interface RecoverPageProps extends PageProps {
  words: AccountWords;
  code: string;
  /** Whose password it is. */
  name: string;
  signInName: string;
  /** Why what was typed before was not taken. */
  problem?: string;
  /** The page was made anew, without the password. */
  anew?: boolean;
}

/** The id of its form, which leads back here in another language. */
const FORM = "recover";

/** A new password, by a link of an administrator. Needs no script. */
export function RecoverPage(
  { onSubmit, ...props }: RecoverPageProps & { onSubmit?(event: SubmitEvent): void },
) {
  const { code, name, signInName, problem, anew } = props;
  const reading = readingOf(props.reader);
  const words = translatorOf<typeof en>(props.reader.preferences.locale, props.words);
  const here = `${DOOR_PATHS.recover}?${new URLSearchParams({ code })}`;
  return (
    <ReadingProvider value={reading}>
      <DoorFrame
        title={words.t("recover.title")}
        icon={props.icon}
        lead={<p class="quiet">{words.t("recover.text", { name, signInName })}</p>}
        language={{ form: FORM, action: PATHS.language }}
      >
        <form
          id={FORM}
          class="card"
          method="post"
          action={DOOR_PATHS.recover}
          onSubmit={onSubmit}
        >
          <input type="hidden" name="code" value={code} />
          <input type="hidden" name="next" value={here} />
          <input type="text" autocomplete="username" value={signInName} readOnly hidden />
          <NewPasswordField again={anew} error={problem} />
          <button type="submit" class="button primary wide">{words.t("recover.save")}</button>
          <p class="note">{words.t("recover.note")}</p>
        </form>
      </DoorFrame>
    </ReadingProvider>
  );
}
