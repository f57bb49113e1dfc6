import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { translatorOf } from "../lib/i18n/translator.ts";
import { FormReply } from "../lib/ui/form_reply.ts";
import { SetupPage, type SetupPageProps } from "../lib/ui/pages/setup_page.tsx";
import { focusName, formWithPassword, postForm, showError } from "./post_form.ts";
import { tellTimeZone } from "./tell_time_zone.ts";
import { useLanguage } from "./use_language.ts";

/** Makes the first administrator: an error keeps what was typed, the password too. */
export function SetupApp(first: SetupPageProps) {
  const { props, change } = useLanguage(first);
  const [failed, setFailed] = useState(first.failed);
  const busy = useRef(false);
  useEffect(() => {
    tellTimeZone(first.reader.preferences);
    focusName();
  }, []);
  useLayoutEffect(() => {
    if (failed !== first.failed) showError();
  }, [failed]);

  async function submit(event: SubmitEvent) {
    const changed = change(event);
    if (changed) return setFailed(await changed ? undefined : lost());
    const form = formWithPassword(event);
    if (!form) return;
    event.preventDefault();
    if (busy.current) return;
    busy.current = true;
    const reply = await postForm(form, FormReply);
    busy.current = false;
    if (reply && "next" in reply) return location.assign(reply.next);
    setFailed(reply ? { field: "form", ...reply.error } : lost());
  }

  function lost() {
    const { preferences, words } = props.reader;
    return { field: "form", message: translatorOf(preferences.locale, words).t("failure.lost") };
  }

  return <SetupPage {...props} failed={failed} onSubmit={(event) => void submit(event)} />;
}
