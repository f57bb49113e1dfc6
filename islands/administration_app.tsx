import { useEffect, useRef, useState } from "preact/hooks";
import {
  type AdministrationPageProps,
  administrationWordsOf,
} from "../lib/ui/administration/administration.ts";
import type { View } from "../lib/ui/administration/views.ts";
import { AdministrationPage } from "../lib/ui/pages/administration_page.tsx";
import { PictureCropProvider } from "../lib/ui/settings/picture_crop.ts";
import { systemClock } from "../lib/runtime/clock.ts";
import { ask, post } from "./administration/ask.ts";
import { findMembers } from "./administration/find_members.ts";
import { isEditing, preserveChoice } from "./administration/preserve_input.ts";
import { showCurrentSection } from "./administration/current_section.ts";
import { watchLiveForms } from "./administration/live_forms.ts";
import { overtaken, renewed } from "./administration/renewed.ts";
import { useOutcome } from "./administration/use_outcome.ts";
import { useSending } from "./administration/use_sending.ts";
import { watchReviewKeys } from "./administration/review_keys.ts";
import { showQueue } from "./administration/show_queue.ts";
import { showMade } from "./administration/show_made.ts";
import { closeMenu, watchMenus } from "./menus.ts";
import { copyText } from "./copy_text.ts";
import { contentOf } from "./post_form.ts";
import { tellTimeZone } from "./tell_time_zone.ts";
import { watchUnsaved } from "./watch_unsaved.ts";
import { useServerTime } from "./use_server_time.ts";
import { useSquarePicture } from "./use_square_picture.tsx";

/** How often the page asks what is true now: each asks all instances who is connected. */
const ASK_EVERY_MS = 3_000;

/** Imports that go on by themselves. */
const MOVING: ReadonlySet<string> = new Set(["coming", "reading", "running", "undoing"]);

/** What becomes of a name without an account that goes on by itself. */
const GIVING: ReadonlySet<string | undefined> = new Set(["counting", "running"]);

/** Pages on which one proves that it is still oneself. */
const PROVING: ReadonlySet<string> = new Set<View["is"]>(["providers", "placeholder"]);

/** Whether it is a page of forms, of which none moves by itself. */
function isStill(view: View): boolean {
  if (view.is === "moving") return !!view.shown && !MOVING.has(view.shown.import.state);
  if (view.is === "placeholder") return !GIVING.has(view.placeholder.merge?.state);
  return view.is === "integrations" || view.is === "providers";
}

/** Passkeys prove here too who acts; what that takes is loaded where it is needed. Gives what ends it. */
function proofsWatched(): () => void {
  const watching = import("./watch_proofs.ts").then(({ watchProofs }) => watchProofs());
  return () => void watching.then((end) => end());
}

/** The administration, kept up to date; its forms are posted without leaving the page. */
export function AdministrationApp(props: AdministrationPageProps) {
  const [shown, setShown] = useState(props.shown);
  const [stale, setStale] = useState(false);
  const [live, setLive] = useState(false);
  const crop = useSquarePicture();
  const now = useServerTime(shown.now);
  const posting = useRef(0); // what was asked before a form was posted is not of now
  const answered = useRef(0); // the last posted of the forms whose answers came
  const latest = useRef(shown);
  latest.current = shown;
  const sending = useSending(
    shown.view.is === "moving" ? shown.view.imports : [],
    administrationWordsOf(props).t("import.not-sent"),
  );
  const underWay = useRef(new Set<HTMLFormElement>());

  useEffect(() => {
    setLive(true);
    showCurrentSection();
    tellTimeZone(props.reader.preferences);
    const watched = [
      watchMenus(),
      watchReviewKeys(),
      watchLiveForms(find),
      watchUnsaved("[data-whole]"),
      PROVING.has(props.shown.view.is) ? proofsWatched() : () => {},
    ];
    let timer = systemClock.after(ASK_EVERY_MS, look);
    async function look() {
      const before = posting.current;
      try {
        const next = document.hidden || isStill(latest.current.view)
          ? undefined
          : await ask(latest.current.here);
        if (next && before === posting.current && !isEditing()) {
          setShown((last) => renewed(last, next));
          setStale(false);
        }
      } catch {
        setStale(true); // said on the page; the next look may succeed
      }
      timer = systemClock.after(ASK_EVERY_MS, look);
    }
    return () => {
      timer.cancel();
      watched.forEach((end) => end());
    };
  }, []);

  /** Shows what a search finds, and has the page be the one of it. */
  async function find(address: string) {
    const turn = ++posting.current;
    try {
      const next = await ask(address);
      if (turn !== posting.current) return; // one types on
      setShown((last) => renewed(last, next));
      setStale(false);
      history.replaceState(history.state, "", address);
    } catch {
      setStale(true);
    }
  }

  useOutcome(shown);
  useEffect(() => showQueue(administrationWordsOf(props), shown.queue ?? 0), [shown.queue]);

  async function submit(event: SubmitEvent) {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
    // The browser sends what is a file to be imported, and what changes more than this page.
    const isFile = form.enctype === "multipart/form-data" && form.dataset.picture === undefined;
    if (isFile || form.dataset.whole !== undefined) return;
    event.preventDefault();
    if (underWay.current.has(form)) return; // a second press does nothing
    underWay.current.add(form);
    const turn = ++posting.current;
    const sent = contentOf(form);
    const before = latest.current.view;
    try {
      const next = await post(form, event.submitter);
      const newest = turn > answered.current;
      if (newest) answered.current = turn;
      // What was done last stays said.
      const isTry = form.dataset.live !== undefined;
      if (isTry) setShown((last) => newest ? { ...last, tried: next.tried } : last);
      else setShown((last) => newest ? next : overtaken(last, next));
      setStale(false);
      if (!isTry) history.replaceState(history.state, "", next.here);
      if (next.failed || isTry) return;
      // Else one writes on already, or it shows what stands.
      if (contentOf(form) === sent && form.dataset.keeps === undefined) form.reset();
      closeMenu(form);
      showMade(next.view, before);
    } catch {
      setStale(true);
    } finally {
      underWay.current.delete(form);
      posting.current++;
    }
  }

  return (
    <PictureCropProvider value={crop}>
      <AdministrationPage
        {...props}
        shown={{ ...shown, now }}
        stale={stale}
        onSubmit={(event) => void submit(event)}
        onChange={preserveChoice}
        copy={live ? copyText : undefined}
        sending={live ? sending : undefined}
        findMembers={live ? findMembers : undefined}
      />
    </PictureCropProvider>
  );
}
