import { personAddress } from "../../../lib/protocol/people.ts";
import { may } from "../../../lib/protocol/permissions.ts";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { useReading } from "../../../lib/ui/reading.ts";
import { conversationName } from "../../../lib/ui/room/page_title.ts";
import { GroupSight } from "../../../lib/ui/room/group_sight.tsx";
import { AskDialog } from "../overlays/ask_dialog.tsx";
import { PersonDialog } from "../overlays/person_dialog.tsx";
import type { Overlay } from "../window/overlay.ts";
import { useWindow } from "../window/window_context.ts";
import { GroupDialog } from "./group_dialog.tsx";

export type GroupOverlayProps = {
  overlay: Extract<Overlay, { is: "new" | "group" | "add" | "name-group" | "leave-group" }>;
  onClose(): void;
};

/** Whom to write to, and what is asked about groups. */
export function GroupOverlay({ overlay, onClose }: GroupOverlayProps) {
  const window = useWindow();
  const { words } = useReading();
  if (overlay.is === "group") return <GroupDialog onClose={onClose} />;
  if (overlay.is === "new") {
    return (
      <PersonDialog
        title={words.t("new.title")}
        label={words.t("new.who")}
        button={words.t("new.open")}
        run={({ asked }) => window.writeTo(asked)}
        other={may(window.model.me.value?.role ?? "guest", "start a group")
          ? {
            text: words.t("group.several"),
            run: () => void (window.overlay.value = { is: "group" }),
          }
          : undefined}
        onClose={onClose}
      />
    );
  }
  const { conversation } = overlay;
  switch (overlay.is) {
    case "add":
      return <AddDialog conversation={conversation} onClose={onClose} />;
    case "leave-group":
      return <LeaveDialog conversation={conversation} onClose={onClose} />;
    case "name-group":
      return (
        <AskDialog
          title={words.t("group.name-title")}
          label={words.t("group.name")}
          hint={words.t("group.name-hint")}
          button={words.t("later.save")}
          value={conversation.title}
          mayBeEmpty
          run={(title) => window.model.nameGroup(conversation.id, title)}
          onClose={onClose}
        />
      );
  }
}

/** Asks whom to add, and what they will see; to two people who write, it opens a group of three. */
function AddDialog({ conversation, onClose }: {
  conversation: ConversationSummary;
  onClose(): void;
}) {
  const window = useWindow();
  const { words } = useReading();
  const { id, with: other } = conversation;
  return (
    <PersonDialog
      title={words.t("group.add")}
      label={words.t("group.who")}
      button={words.t(other ? "new.open" : "group.add-do")}
      run={async ({ asked: person }, form) => {
        if (other) {
          await window.enter(window.model.open({ people: [personAddress(other), person] }));
          return;
        }
        const all = form ? new FormData(form).get("all") === "on" : false;
        await window.model.add(id, person, all);
      }}
      onClose={onClose}
    >
      {other ? <p class="quiet small">{words.t("group.from-direct")}</p> : <GroupSight />}
    </PersonDialog>
  );
}

function LeaveDialog({ conversation, onClose }: {
  conversation: ConversationSummary;
  onClose(): void;
}) {
  const window = useWindow();
  const { words } = useReading();
  return (
    <Dialog
      title={words.t("group.leave-title", { name: conversationName(words, conversation) })}
      onClose={onClose}
    >
      <p class="quiet">{words.t("group.leave-text")}</p>
      <div class="choices">
        <button type="button" class="button" onClick={onClose}>{words.t("cancel")}</button>
        <button
          type="button"
          class="button primary"
          data-focus
          onClick={() => {
            onClose();
            window.attempt(() => window.model.leave(conversation.id));
          }}
        >
          {words.t("group.leave-do")}
        </button>
      </div>
    </Dialog>
  );
}
