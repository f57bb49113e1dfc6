import type { AccountWords } from "../../i18n/catalogs.ts";
import type { en } from "../../i18n/account/en.ts";
import { translatorOf } from "../../i18n/translator.ts";
import { DoorFrame } from "../door/door_frame.tsx";
import { DOOR_PATHS, PATHS } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import type { PageProps } from "./props.ts";

export interface DevicePageProps extends PageProps {
  words: AccountWords;
  /** The code that somebody types where they are signed in. */
  userCode?: string;
  /** Why there is none, or it counts no more. */
  problem?: string;
}

/** The id of the form that leads back here in another language. */
const FORM = "device-language";

/** A code for another device, where its owner is signed in. Needs no script. */
export function DevicePage({ words: catalog, userCode, problem, ...props }: DevicePageProps) {
  const words = translatorOf<typeof en>(props.reader.preferences.locale, catalog);
  return (
    <ReadingProvider value={readingOf(props.reader)}>
      <DoorFrame
        title={words.t("device.title")}
        icon={props.icon}
        lead={userCode && <p class="quiet">{words.t("device.text")}</p>}
        language={{ form: FORM, action: PATHS.language }}
      >
        <section class="card">
          {problem && <p class="error" role="alert">{problem}</p>}
          {userCode && <p class="pair-code">{userCode}</p>}
          {userCode && <p class="note" role="status">{words.t("device.waiting")}</p>}
          {problem && (
            <a class="button primary wide" href={DOOR_PATHS.device}>{words.t("device.again")}</a>
          )}
          <p class="note">
            <a href={`${PATHS.home}?way=sign-in`}>{words.t("step.again")}</a>
          </p>
        </section>
        <form id={FORM} method="post" action={PATHS.language} hidden>
          <input type="hidden" name="next" value={DOOR_PATHS.device} />
        </form>
      </DoorFrame>
    </ReadingProvider>
  );
}
