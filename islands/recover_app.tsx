import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { FormReply } from "../lib/ui/form_reply.ts";
import { RecoverPage, type RecoverPageProps } from "../lib/ui/pages/recover_page.tsx";
import { readingOf } from "../lib/ui/reading.ts";
import { formWithPassword, postForm, showError } from "./post_form.ts";
import { tellTimeZone } from "./tell_time_zone.ts";

/** A new password by a link: an error keeps what was typed. */
export function RecoverApp(props: RecoverPageProps) {
  const [problem, setProblem] = useState(props.problem);
  const busy = useRef(false);
  useEffect(() => tellTimeZone(props.reader.preferences), []);
  useLayoutEffect(() => {
    if (problem !== props.problem) showError();
  }, [problem]);

  async function submit(event: SubmitEvent) {
    const isLanguage = event.submitter?.hasAttribute("formaction");
    const form = isLanguage ? undefined : formWithPassword(event);
    if (!form) return; // posts itself
    event.preventDefault();
    if (busy.current) return;
    busy.current = true;
    const reply = await postForm(form, FormReply);
    busy.current = false;
    if (reply && "next" in reply) return location.assign(reply.next);
    setProblem(reply?.error.message ?? readingOf(props.reader).words.t("failure.lost"));
  }

  return <RecoverPage {...props} problem={problem} onSubmit={(event) => void submit(event)} />;
}
