import { useEffect, useState } from "preact/hooks";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { useWindow } from "../window/window_context.ts";
import { putOff, type PutOffOverlay } from "./later_api.ts";
import { offeredTimes } from "../../../lib/ui/later_times.ts";
import { sayChanged, sayPutOff } from "./say_put_off.ts";
import { TimeDialog } from "./time_dialog.tsx";
import { TimeMenu } from "./time_menu.tsx";

export interface PutOffOverlayProps extends PutOffOverlay {
  onClose(): void;
}

/** Asks until when something is put off: by a menu, or by a date and a time. */
export function PutOffPane({ what, anchor, onDone, onClose }: PutOffOverlayProps) {
  const window = useWindow();
  const reading = useReading();
  const [choosing, setChoosing] = useState(false);
  const { words, preferences: { timeZone } } = reading;
  const kind = what.is === "again" ? what.was : what.is;
  const label = words.t(kind === "message" ? "later.send-later" : "later.remind");

  // One may not write any more, and the composer is gone: what is written there is kept.
  useEffect(() => {
    if (kind !== "message") return;
    const looking = new MutationObserver(() => {
      if (!anchor.isConnected) onClose();
    });
    looking.observe(document.body, { childList: true, subtree: true });
    return () => {
      looking.disconnect();
      if (!anchor.isConnected) document.querySelector<HTMLElement>(".composer")?.focus();
    };
  }, []);

  async function put(at: number) {
    const id = await putOff(what, at);
    const restore = onDone?.();
    const said = { what: kind, id, at };
    if (what.is === "again") sayChanged(window, reading, said);
    else sayPutOff(window, reading, said, restore);
  }

  if (!choosing) {
    return (
      <TimeMenu
        label={label}
        anchor={anchor}
        onChoose={(at) => {
          onClose();
          put(at).catch((error) => window.showToast(failureMessage(words, error), true));
        }}
        onOther={() => setChoosing(true)}
        onClose={onClose}
      />
    );
  }
  const [, , tomorrow] = offeredTimes({ now: window.model.now(), timeZone });
  return (
    <TimeDialog
      title={label}
      button={words.t(kind === "message" ? "later.schedule" : "later.remind")}
      at={tomorrow?.at ?? window.model.now()}
      run={put}
      onClose={onClose}
    />
  );
}
