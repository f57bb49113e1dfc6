import type { AccountWords } from "../../i18n/catalogs.ts";
import type { en } from "../../i18n/account/en.ts";
import { translatorOf } from "../../i18n/translator.ts";
import { DoorFrame } from "../door/door_frame.tsx";
import { TextField } from "../elements/text_field.tsx";
import { DOOR_PATHS, PATHS, secondStepPath } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import type { PageProps } from "./props.ts";

export interface SecondStepPageProps extends PageProps {
  words: AccountWords;
  /** Where one was going. */
  next: string;
  trusts: boolean;
  /** Why the code was not taken. */
  problem?: string;
}

/** The id of its form, which leads back here in another language. */
const FORM = "step";

/** The second step of a sign-in: a code. Needs no script. */
export function SecondStepPage(
  { words: catalog, next, trusts, problem, ...props }: SecondStepPageProps,
) {
  const words = translatorOf<typeof en>(props.reader.preferences.locale, catalog);
  return (
    <ReadingProvider value={readingOf(props.reader)}>
      <DoorFrame
        title={words.t("step.title")}
        icon={props.icon}
        lead={<p class="quiet">{words.t("step.text")}</p>}
        language={{ form: `${FORM}-language`, action: PATHS.language }}
      >
        <form id={FORM} class="card" method="post" action={DOOR_PATHS.secondStep}>
          <input type="hidden" name="next" value={next} />
          <TextField
            name="code"
            label={words.t("step.code")}
            hint={words.t("step.hint")}
            autocomplete="one-time-code"
            required
            autofocus
            error={problem}
          />
          <label class="check">
            <input type="checkbox" name="trusts" value="on" defaultChecked={trusts} />
            {words.t("step.trust")}
          </label>
          <button type="submit" class="button primary wide">{words.t("step.in")}</button>
          <p class="note">
            <a href={`${PATHS.home}?way=sign-in`}>{words.t("step.again")}</a>
          </p>
        </form>
        <form id={`${FORM}-language`} method="post" action={PATHS.language} hidden>
          <input type="hidden" name="next" value={secondStepPath(next)} />
        </form>
      </DoorFrame>
    </ReadingProvider>
  );
}
