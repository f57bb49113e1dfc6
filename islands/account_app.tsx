import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { translatorOf } from "../lib/i18n/translator.ts";
import {
  type AccountForm,
  type AccountPageProps,
  accountWordsOf,
  FORMS,
} from "../lib/ui/account/account.ts";
import { FormReply } from "../lib/ui/form_reply.ts";
import { PATHS } from "../lib/ui/paths.ts";
import { AccountPage } from "../lib/ui/pages/account_page.tsx";
import { watchMenus } from "./menus.ts";
import { canUsePasskeys } from "./passkey_support.ts";
import type { PasskeyOutcome } from "./passkeys.ts";
import { formWithPassword, leadTo, showError } from "./post_form.ts";
import { postProven } from "./post_proven.ts";
import { watchProofs } from "./watch_proofs.ts";
import { tellTimeZone } from "./tell_time_zone.ts";
import { SAID_ID } from "../lib/ui/elements/said.tsx";

/** One's own account: a form that fails keeps what was typed, the password too. */
export function AccountApp(props: AccountPageProps) {
  const [failed, setFailed] = useState(props.failed);
  const [working, setWorking] = useState<AccountForm>();
  const busy = useRef(false);
  const [canAdd, setCanAdd] = useState<boolean>();
  useEffect(() => tellTimeZone(props.reader.preferences), []);
  useEffect(() => setCanAdd(canUsePasskeys()), []);
  useEffect(watchMenus, []);
  useEffect(watchProofs, [canAdd]); // a form that is drawn once it is known has one too
  useLayoutEffect(() => {
    if (failed !== props.failed) showError();
  }, [failed]);

  async function submit(event: SubmitEvent) {
    const element = formWithPassword(event) ?? addingForm(event);
    const form = FORMS.find((one) => element?.closest("section")?.id === one);
    if (!element || !form || form === "foreign") return; // posts itself
    event.preventDefault();
    if (busy.current) return;
    busy.current = true;
    if (form === "passkeys") {
      setWorking(form);
      await addPasskey(new FormData(element));
      setWorking(undefined);
      busy.current = false;
      return;
    }
    const reply = await postProven(
      element,
      FormReply,
      (now) => setWorking(now ? form : undefined),
    );
    busy.current = false;
    if (reply && "next" in reply) return leadTo(reply.next);
    setFailed({ form, typed: {}, ...(reply?.error ?? lost()) });
  }

  function lost() {
    const { preferences, words } = props.reader;
    return { message: translatorOf(preferences.locale, words).t("failure.lost") };
  }

  async function addPasskey(form: FormData) {
    const password = String(form.get("proof") ?? "");
    const signed = form.get("signed")?.toString();
    const proof = { password, ...(signed !== undefined && { signed }) };
    const outcome = await import("./passkeys.ts").then(({ addPasskey: add }) => add(proof))
      .catch((): PasskeyOutcome<void> => ({ is: "lost" }));
    if (outcome.is === "done") {
      return leadTo(
        `${PATHS.account}?${new URLSearchParams({ done: "passkey-added" })}#${SAID_ID}`,
      );
    }
    const isTyped = props.hasPassword && signed === undefined;
    setFailed({ form: "passkeys", typed: {}, ...said(outcome, isTyped) });
  }

  function said(outcome: Exclude<PasskeyOutcome<void>, { is: "done" }>, isTyped: boolean) {
    if (outcome.is === "lost") return lost();
    if (outcome.is !== "refused") {
      return { message: accountWordsOf(props).t(`passkeys.${outcome.is}`) };
    }
    return { message: outcome.message, ...(outcome.first && isTyped && { field: "proof" }) };
  }

  return (
    <AccountPage
      {...props}
      failed={failed}
      canAdd={canAdd}
      working={working}
      onSubmit={(event) => void submit(event)}
    />
  );
}

/** The form that adds a passkey, which takes a script, also of who has no password. */
function addingForm({ target }: SubmitEvent): HTMLFormElement | undefined {
  return target instanceof HTMLFormElement && target.matches("[data-adds]") ? target : undefined;
}
