import type { Key } from "../i18n/catalog.ts";
import { commandKey } from "./command_key.ts";
import { Dialog } from "./dialog.tsx";
import { useReading } from "./reading.ts";

const CTRL = "Ctrl";

const SHORTCUTS = [
  { keys: [[CTRL, "K"]], what: "keys.jump" },
  { keys: [["Enter"]], what: "keys.send" },
  { keys: [["Shift", "Enter"]], what: "keys.new-line" },
  { keys: [["Esc"]], what: "keys.escape" },
  { keys: [["Alt", "↑"], ["Alt", "↓"]], what: "keys.next" },
  { keys: [["Alt", "Shift", "↑"], ["Alt", "Shift", "↓"]], what: "keys.next-unread" },
  { keys: [["F6"]], what: "keys.regions" },
  { keys: [[CTRL, "/"]], what: "keys.list" },
] as const satisfies readonly { keys: readonly (readonly string[])[]; what: Key }[];

/** What the keys do. */
export function Shortcuts({ onClose }: { onClose(): void }) {
  const { words } = useReading();
  return (
    <Dialog title={words.t("keys.title")} onClose={onClose} broad>
      <dl class="keys-list">
        {SHORTCUTS.map(({ keys, what }) => (
          <>
            <dt>
              {keys.map((together) => (
                <kbd key={together.join()}>
                  {together.map((key) => key === CTRL ? commandKey(words) : key).join(" ")}
                </kbd>
              ))}
            </dt>
            <dd>{words.t(what)}</dd>
          </>
        ))}
      </dl>
    </Dialog>
  );
}
