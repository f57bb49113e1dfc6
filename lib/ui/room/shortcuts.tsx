import type { Key, PlainKey } from "../../i18n/catalog.ts";
import type { Translator } from "../../i18n/translator.ts";
import type { BotCommand } from "../../protocol/requests/commands.ts";
import type { CommandName } from "../../text/commands.ts";
import { commandKey } from "../elements/command_key.ts";
import { Dialog } from "../elements/dialog.tsx";
import { useReading } from "../reading.ts";

const CTRL = "Ctrl";
const SHIFT = "Shift";

const SHORTCUTS = [
  { keys: [[CTRL, "K"]], what: "keys.jump" },
  { keys: [["Enter"]], what: "keys.send" },
  { keys: [[SHIFT, "Enter"]], what: "keys.new-line" },
  { keys: [["Esc"]], what: "keys.escape" },
  { keys: [["Alt", "↑"], ["Alt", "↓"]], what: "keys.next" },
  { keys: [["Alt", SHIFT, "↑"], ["Alt", SHIFT, "↓"]], what: "keys.next-unread" },
  { keys: [[CTRL, "Z"]], what: "keys.undo" },
  { keys: [["F6"]], what: "keys.regions" },
  { keys: [[CTRL, "/"]], what: "keys.list" },
] as const satisfies readonly { keys: readonly (readonly string[])[]; what: Key }[];

const MESSAGE_SHORTCUTS = [
  { key: "↑ ↓", what: "keys.rove" },
  { key: "Enter", what: "keys.acts" },
] as const satisfies readonly MessageKey[];

/** A key that does something with the message that has the focus. */
export interface MessageKey {
  key: string;
  what: PlainKey;
}

export interface ShortcutsProps {
  /** Letters on a message. */
  messageKeys: readonly MessageKey[];
  /** Those that the reader may use. */
  commands: readonly CommandName[];
  /** Those of bots. */
  botCommands: readonly BotCommand[];
  onClose(): void;
}

/** The keyboard shortcuts, and the commands that can be written. */
export function Shortcuts({ commands, botCommands, messageKeys, onClose }: ShortcutsProps) {
  const { words } = useReading();
  return (
    <Dialog title={words.t("keys.title")} onClose={onClose} broad>
      <dl class="keys-list">
        {SHORTCUTS.map(({ keys, what }) => (
          <>
            <dt>
              {keys.map((together) => (
                <kbd key={together.join()}>
                  {together.map((key) => keyOf(words, key)).join(" ")}
                </kbd>
              ))}
            </dt>
            <dd>{words.t(what)}</dd>
          </>
        ))}
      </dl>
      <h3>{words.t("keys.messages")}</h3>
      <dl class="keys-list">
        {[...MESSAGE_SHORTCUTS, ...messageKeys].map(({ key, what }) => (
          <>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words.t(what)}</dd>
          </>
        ))}
      </dl>
      <h3>{words.t("keys.commands")}</h3>
      <dl class="keys-list">
        {commands.map((command) => (
          <>
            <dt>
              <kbd>{words.t(`command.usage.${command}`)}</kbd>
            </dt>
            <dd>{words.t(`command.${command}`)}</dd>
          </>
        ))}
        {botCommands.map(({ name, usage, about, bot }) => (
          <>
            <dt>
              <kbd>{`/${name} ${usage}`.trim()}</kbd>
            </dt>
            <dd>{[about, bot.name].filter((part) => part !== "").join(" · ")}</dd>
          </>
        ))}
      </dl>
    </Dialog>
  );
}

/** A key as it stands on the keyboards of the reader's language. */
function keyOf(words: Translator, key: string): string {
  if (key === SHIFT) return words.t("keys.shift");
  return key === CTRL ? commandKey(words) : key;
}
