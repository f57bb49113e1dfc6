// What stands over the page. Loaded once the page is alive, or first needed.
import { Dialog } from "../../lib/ui/dialog.tsx";
import { PATHS } from "../../lib/ui/paths.ts";
import { useReading } from "../../lib/ui/reading.ts";
import { Shortcuts } from "../../lib/ui/shortcuts.tsx";
import { callApi } from "./api.ts";
import { AskDialog } from "./ask_dialog.tsx";
import { PalettePane } from "./palette_pane.tsx";
import { RoomsDialog } from "./rooms_dialog.tsx";
import type { Failing } from "./lazy.ts";
import { LazySanctionDialog } from "./lazy_sanction_dialog.ts";
import { useWindow } from "./window_context.ts";

/** The overlay that is open, if any. */
export function Overlays({ onFail }: Failing) {
  const window = useWindow();
  const { words } = useReading();
  const overlay = window.overlay.value;
  if (!overlay) return null;
  // A dialog says late that it closed: another one may be open by then.
  const close = () => {
    if (window.overlay.value === overlay) window.overlay.value = undefined;
  };
  switch (overlay.is) {
    case "palette":
      return <PalettePane query={overlay.query} onClose={close} />;
    case "rooms":
      return <RoomsDialog onClose={close} />;
    case "keys":
      return <Shortcuts onClose={close} />;
    case "new":
      return (
        <AskDialog
          title={words.t("new.title")}
          label={words.t("new.who")}
          button={words.t("new.open")}
          run={(name) => window.writeTo(name)}
          onClose={close}
        />
      );
    case "topic":
      return (
        <AskDialog
          title={words.t("topic.title", { room: overlay.conversation.name ?? "" })}
          label={words.t("rooms.topic")}
          button={words.t("topic.save")}
          value={overlay.conversation.topic}
          mayBeEmpty
          run={(topic) => window.model.topic(overlay.conversation.id, topic)}
          onClose={close}
        />
      );
    case "invite":
      return (
        <AskDialog
          title={words.t("invite.title", { room: overlay.conversation.name ?? "" })}
          label={words.t("invite.name")}
          button={words.t("invite.send")}
          run={(name) => window.model.invite(overlay.conversation.id, name)}
          onClose={close}
        />
      );
    case "delete": {
      const { conversation, seq } = overlay;
      return (
        <Dialog title={words.t("message.delete-ask")} onClose={close}>
          <div class="choices">
            <button type="button" class="button" data-focus onClick={close}>
              {words.t("cancel")}
            </button>
            <button
              type="button"
              class="button danger"
              onClick={() => {
                close();
                window.attempt(() => window.model.remove(conversation, seq));
              }}
            >
              {words.t("message.delete")}
            </button>
          </div>
        </Dialog>
      );
    }
    case "report":
      return (
        <AskDialog
          title={words.t("report.title")}
          label={words.t("report.label")}
          button={words.t("report.send")}
          run={async (text) => {
            const { conversation, seq } = overlay;
            await callApi(`/conversations/${conversation}/messages/${seq}/reports`, {
              words: text,
            });
            window.say(words.t("report.done"));
          }}
          onClose={close}
        />
      );
    case "sanction":
      return (
        <LazySanctionDialog
          kind={overlay.kind}
          person={overlay.person}
          onClose={close}
          onFail={onFail}
        />
      );
    case "quit":
      return <QuitDialog {...overlay} onClose={close} />;
  }
}

function QuitDialog({ message, onClose }: {
  message?: { text: string; say(): void };
  onClose(): void;
}) {
  const window = useWindow();
  const { words } = useReading();
  const guest = window.model.me.value?.role === "guest";
  return (
    <Dialog title={words.t("quit.title")} onClose={onClose}>
      <p class="quiet">{words.t(guest ? "quit.text.guest" : "quit.text.member")}</p>
      <form class="choices" method="post" action={PATHS.signOut}>
        {message && (
          <button
            type="button"
            class="button"
            onClick={() => {
              onClose();
              message.say();
            }}
          >
            {words.t("quit.say", { text: message.text })}
          </button>
        )}
        <div class="choices">
          <button type="button" class="button" data-focus onClick={onClose}>
            {words.t("quit.stay")}
          </button>
          <button type="submit" class="button primary">{words.t("quit.leave")}</button>
        </div>
      </form>
    </Dialog>
  );
}
