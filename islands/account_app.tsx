import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { translatorOf } from "../lib/i18n/translator.ts";
import { type AccountPageProps, FORMS } from "../lib/ui/account/account.ts";
import { FormReply } from "../lib/ui/form_reply.ts";
import { AccountPage } from "../lib/ui/pages/account_page.tsx";
import { formWithPassword, leadTo, showError } from "./post_form.ts";
import { postProven } from "./post_proven.ts";
import { tellTimeZone } from "./tell_time_zone.ts";

/** One's own account: a form that fails keeps what was typed, the password too. */
export function AccountApp(props: AccountPageProps) {
  const [failed, setFailed] = useState(props.failed);
  const [working, setWorking] = useState(false);
  const busy = useRef(false);
  useEffect(() => tellTimeZone(props.reader.preferences), []);
  useLayoutEffect(() => {
    if (failed !== props.failed) showError();
  }, [failed]);

  async function submit(event: SubmitEvent) {
    const element = formWithPassword(event);
    const form = FORMS.find((one) => element?.closest("section")?.id === one);
    if (!element || !form) return; // posts itself
    event.preventDefault();
    if (busy.current) return;
    busy.current = true;
    const reply = await postProven(element, FormReply, setWorking);
    busy.current = false;
    if (reply && "next" in reply) return leadTo(reply.next);
    const { preferences, words } = props.reader;
    const lost = { message: translatorOf(preferences.locale, words).t("failure.lost") };
    setFailed({ form, typed: {}, ...(reply?.error ?? lost) });
  }

  return (
    <AccountPage
      {...props}
      failed={failed}
      working={working}
      onSubmit={(event) => void submit(event)}
    />
  );
}
