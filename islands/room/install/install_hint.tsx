import { useEffect, useState } from "preact/hooks";
import { IconButton } from "../../../lib/ui/elements/icon_button.tsx";
import { icons, Tree } from "../../../lib/ui/elements/icons.tsx";
import { useReading } from "../../../lib/ui/reading.ts";
import { isAppleTouch, isInstalled } from "../../home_screen.ts";
import { useWindow } from "../window/window_context.ts";
import { endHint, isHintDue } from "./hint_days.ts";
import { installPrompt } from "./prompt.ts";
import { reportFault } from "../../report_fault.ts";

/**
 * Offers to install the app: once, in the list, never over a conversation on a phone, and never again
 * after an answer. Where the browser has no question of its own, it says how.
 */
export function InstallHint() {
  const { words } = useReading();
  const { model } = useWindow();
  const [due, setDue] = useState(false);
  const [how, setHow] = useState(false);
  useEffect(() => setDue(!isInstalled() && isDue(model.now())), []);
  const isApple = isAppleTouch();
  const prompt = installPrompt.value;
  if (!due || !prompt && !isApple) return null;

  function answer(): void {
    setDue(false);
    noted(endHint);
  }
  return (
    <section class="install" aria-label={words.t("install.label")}>
      <Tree />
      <div>
        <b>{words.t("install.title")}</b>
        <p role="status">
          {words.t(isApple ? "install.ios" : how ? "install.menu" : "install.text")}
        </p>
      </div>
      <IconButton label={words.t("install.no")} icon={icons.close} onClick={answer} />
      <div class="row">
        {prompt && (
          <button
            type="button"
            class="button small primary"
            onClick={() => {
              answer();
              prompt.prompt().catch(reportFault);
            }}
          >
            {words.t("install.do")}
          </button>
        )}
        {!isApple && (
          <button
            type="button"
            class="link"
            aria-expanded={how}
            onClick={() => setHow(!how)}
          >
            {words.t("install.how")}
          </button>
        )}
      </div>
    </section>
  );
}

function isDue(now: number): boolean {
  return noted((notes) => isHintDue(notes, new Date(now).toISOString().slice(0, 10))) ?? false;
}

/** Nothing where the browser keeps nothing: then nothing is offered, as nobody could say no for good. */
function noted<Said>(note: (notes: Storage) => Said): Said | undefined {
  try {
    return note(localStorage);
  } catch {
    return undefined; // storage is off
  }
}
