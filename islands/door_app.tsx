import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { translatorOf } from "../lib/i18n/translator.ts";
import { DoorReply } from "../lib/ui/door/door_reply.ts";
import { NOBODY_LEFT, readLeft } from "../lib/ui/door/signed_out.ts";
import { DOOR_PATHS } from "../lib/ui/paths.ts";
import { DoorPage } from "../lib/ui/pages/door_page.tsx";
import type { DoorPageProps, DoorWay } from "../lib/ui/pages/props.ts";
import { showBadge } from "./badge.ts";
import type { PasskeyOutcome } from "./passkeys.ts";
import { canUsePasskeys } from "./passkey_support.ts";
import { focusName, postFields, showError } from "./post_form.ts";
import { postProven } from "./post_proven.ts";
import { tellTimeZone } from "./tell_time_zone.ts";
import { useLanguage } from "./use_language.ts";
import { reportFault } from "./report_fault.ts";

/** Passkeys are offered beside names for so long, in milliseconds: less than their challenge counts. */
const OFFERED_MS = 4 * 60_000;

/** The sign-in page: tabs and errors come without a new page, and what was typed stays. */
export function DoorApp(first: DoorPageProps) {
  const { props, change } = useLanguage(first);
  const [way, setWay] = useState<DoorWay>(props.way);
  const [failed, setFailed] = useState(props.error && { way: props.way, error: props.error });
  const [busy, setBusy] = useBusy();
  const [working, setWorking] = useState(false);
  const [passwordShown, showPassword] = useState(false);
  const [live, setLive] = useState(false);
  const passkeys = live && canUsePasskeys();

  useEffect(() => {
    setLive(true);
    showBadge(0); // nobody is signed in: nothing is unread
    tellTimeZone(props.reader.preferences);
    focusName();
    void emptyAfterSignOut();
  }, []);
  useLayoutEffect(() => {
    showError();
  }, [failed]);

  async function submit(event: SubmitEvent) {
    const changed = change(event);
    if (changed) return setFailed(await changed ? undefined : { way, error: lost() });
    event.preventDefault();
    if (busy || !(event.currentTarget instanceof HTMLFormElement)) return;
    const form = event.currentTarget;
    setBusy(true);
    const reply = await postProven(form, DoorReply, setWorking);
    if (reply && "next" in reply) return location.assign(reply.next);
    setFailed({ way, error: reply?.error ?? lost() });
    setBusy(false);
  }

  useEffect(() => {
    if (way !== "sign-in" || !passkeys) return;
    let left = false;
    // What was asked for is good for five minutes: it is asked for anew before.
    const offer = () => void offerPasskeys(() => left);
    offer();
    const again = setInterval(offer, OFFERED_MS);
    return () => {
      left = true;
      clearInterval(again);
    };
  }, [way, passkeys]);

  /** Passkeys beside the names that the browser knows; nothing is said where none is chosen. */
  async function offerPasskeys(isLeft: () => boolean) {
    const signed = await import("./passkeys.ts").then(({ offerPasskeys }) => offerPasskeys())
      .catch(() => undefined);
    if (signed?.is === "done" && !isLeft()) await enterBy(signed);
  }

  async function usePasskey() {
    if (busy) return;
    setBusy(true);
    const signed = await import("./passkeys.ts").then(({ signByPasskey }) => signByPasskey())
      .catch((): PasskeyOutcome<string> => ({ is: "lost" }));
    await enterBy(signed);
  }

  async function enterBy(signed: PasskeyOutcome<string>) {
    setBusy(true);
    const reply = signed.is === "done" && await postFields(
      DOOR_PATHS.signInByPasskey,
      { response: signed.value, next: props.next ?? "" },
      DoorReply,
    );
    if (reply && "next" in reply) return location.assign(reply.next);
    setFailed({ way, error: (reply && reply.error) || passkeyError(signed) });
    setBusy(false);
  }

  function passkeyError(signed: PasskeyOutcome<string>) {
    if (signed.is === "refused") return { field: "form", message: signed.message } as const;
    if (signed.is !== "cancelled") return lost();
    const { preferences, words } = props.reader;
    const message = translatorOf(preferences.locale, words).t("door.passkey-cancelled");
    return { field: "form", message } as const;
  }

  function lost() {
    const { preferences, words } = props.reader;
    const message = translatorOf(preferences.locale, words).t("failure.lost");
    return { field: "form", message } as const;
  }

  return (
    <DoorPage
      {...props}
      way={way}
      error={failed?.way === way ? failed.error : undefined}
      live={live
        ? {
          busy,
          working,
          passwordShown,
          choose(next, event) {
            event.preventDefault();
            setWay(next);
          },
          submit,
          togglePassword: () => showPassword(!passwordShown),
          usePasskey: passkeys ? () => void usePasskey() : undefined,
        }
        : undefined}
    />
  );
}

/** Whoever signed out here leaves nothing in this browser (N4). */
async function emptyAfterSignOut(): Promise<void> {
  const left = readLeft(document.cookie);
  if (left === undefined) return;
  try {
    const [{ emptyStorage }, { forgetUses }] = await Promise.all([
      import("../lib/client/empty_storage.ts"),
      import("./room/reactions/quick_reactions.ts"),
    ]);
    forgetUses();
    await emptyStorage(left);
    document.cookie = NOBODY_LEFT;
  } catch (error) {
    reportFault(error); // without storage there is nothing in it; a part that did not come is tried again
  }
}

/** A page that comes back from the browser's memory, or whose leaving was stopped, is not busy. */
function useBusy(): [boolean, (busy: boolean) => void] {
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const end = () => setBusy(false);
    const ways = "navigation" in globalThis ? navigation : undefined;
    addEventListener("pageshow", end);
    ways?.addEventListener("navigateerror", end);
    return () => {
      removeEventListener("pageshow", end);
      ways?.removeEventListener("navigateerror", end);
    };
  }, []);
  return [busy, setBusy];
}
