// What stands over the page. Loaded once the page is alive, or first needed.
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import { conversationPath, PATHS } from "../../../lib/ui/paths.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { roomTitle } from "../../../lib/ui/room/page_title.ts";
import { RichText } from "../../../lib/ui/text/rich_text.tsx";
import { copyLink } from "../acts/copy_link.ts";
import { ActsOverlay } from "../acts/acts_overlay.tsx";
import { WhyDialog } from "../attention/why_dialog.tsx";
import { VersionsDialog } from "../acts/versions_dialog.tsx";
import { Help } from "./help.tsx";
import { callApi } from "./api.ts";
import { readRoomNaming } from "../../../lib/protocol/room_names.ts";
import { LinkDialog } from "./link_dialog.tsx";
import { LaterDialog } from "../later/later_dialog.tsx";
import { VanishDialog } from "../later/vanish_dialog.tsx";
import { PutOffPane } from "../later/put_off_overlay.tsx";
import { AskDialog } from "./ask_dialog.tsx";
import { MoveDialog } from "../moves/move_dialog.tsx";
import { GroupOverlay } from "../groups/group_overlay.tsx";
import { PersonCard } from "../people/person_card.tsx";
import { PersonDialog } from "./person_dialog.tsx";
import { PalettePane } from "./palette_pane.tsx";
import { RoomsDialog } from "./rooms_dialog.tsx";
import type { Failing } from "../../../lib/ui/elements/lazy.ts";
import { BookmarkDialog } from "../bookmarks/bookmark_dialog.tsx";
import { ForwardPane } from "../forwards/forward_pane.tsx";
import { Viewer } from "../files/viewer.tsx";
import { PinsDialog } from "../pins/pins_dialog.tsx";
import { ReadersDialog } from "../timeline/readers_dialog.tsx";
import { ReactOverlay } from "../reactions/react_overlay.tsx";
import { ReactorsDialog } from "../reactions/reactors_dialog.tsx";
import { PollDialog } from "./poll_dialog.tsx";
import { SanctionDialog } from "./sanction_dialog.tsx";
import type { Overlay } from "../window/overlay.ts";
import { useWindow } from "../window/window_context.ts";

const NOBODY: readonly string[] = [];

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
      return <Help onClose={close} />;
    case "answer":
      return (
        <Dialog title={overlay.name} onClose={close}>
          <div class="answer">
            <RichText text={overlay.text} names={NOBODY} ownName="" />
          </div>
        </Dialog>
      );
    case "new":
    case "group":
    case "add":
    case "name-group":
    case "leave-group":
      return <GroupOverlay overlay={overlay} onClose={close} />;
    case "topic":
      return (
        <AskDialog
          title={words.t("topic.title", { room: roomTitle(overlay.conversation) })}
          label={words.t("rooms.topic")}
          button={words.t("topic.save")}
          value={overlay.conversation.topic}
          mayBeEmpty
          run={(topic) => window.model.topic(overlay.conversation.id, topic)}
          onClose={close}
        />
      );
    case "rename":
      return (
        <AskDialog
          title={words.t("rename.title", { room: roomTitle(overlay.conversation) })}
          label={words.t("rooms.name")}
          button={words.t("rename.save")}
          value={roomTitle(overlay.conversation)}
          run={(name) =>
            callApi(`/admin/rooms/${overlay.conversation.id}`, readRoomNaming(name), "PATCH")}
          onClose={close}
        />
      );
    case "invite":
      return <InviteDialog conversation={overlay.conversation} onClose={close} />;
    case "move":
      return <MoveDialog {...overlay} onClose={close} />;
    case "acts":
    case "versions":
    case "react":
    case "reactors":
    case "readers":
    case "pins":
    case "bookmark":
    case "forward":
      return <MessageOverlay overlay={overlay} onClose={close} onFail={onFail} />;
    case "why":
      return <WhyDialog {...overlay} onClose={close} />;
    case "viewer":
      return <Viewer target={overlay.target} file={overlay.file} onClose={close} />;
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
            window.showToast(words.t("report.done"));
          }}
          onClose={close}
        />
      );
    case "put-off":
    case "vanish":
    case "later":
      return <LaterOverlay overlay={overlay} onClose={close} />;
    case "person":
      return <PersonCard person={overlay.person} from={overlay.from} onClose={close} />;
    case "sanction":
      return (
        <SanctionDialog
          kind={overlay.kind}
          person={overlay.person}
          onClose={close}
          onFail={onFail}
        />
      );
    case "link":
      return <LinkDialog href={overlay.href} onClose={close} />;
    case "poll":
      return <PollDialog {...overlay} onClose={close} onFail={onFail} />;
    case "quit":
      return <QuitDialog {...overlay} onClose={close} />;
  }
}

/** Asks whom to invite into a room; of one that is not private, the link brings in many. */
function InviteDialog({ conversation, onClose }: {
  conversation: ConversationSummary;
  onClose(): void;
}) {
  const window = useWindow();
  const { words } = useReading();
  return (
    <PersonDialog
      title={words.t("invite.title", { room: roomTitle(conversation) })}
      label={words.t("invite.name")}
      button={words.t("invite.send")}
      run={async ({ asked, name }) => {
        const invited = await window.model.invite(conversation.id, asked);
        window.showToast(words.t("invite.sent", { name: invited?.name ?? name }));
      }}
      onClose={onClose}
    >
      {!conversation.private && (
        <p class="quiet small">
          {words.t("invite.link")}{" "}
          <button
            type="button"
            class="link"
            onClick={() => copyLink(window, conversationPath(conversation))}
          >
            {words.t("act.copy-link")}
          </button>
        </p>
      )}
    </PersonDialog>
  );
}

/** What is done with a message, and what is listed of messages. */
function MessageOverlay({ overlay, onClose, onFail }: Failing & {
  overlay: Extract<
    Overlay,
    | { is: "acts" }
    | { is: "versions" }
    | { is: "react" }
    | { is: "reactors" }
    | { is: "readers" }
    | { is: "pins" }
    | { is: "bookmark" }
    | { is: "forward" }
  >;
  onClose(): void;
}) {
  switch (overlay.is) {
    case "acts":
      return (
        <ActsOverlay
          key={overlay.target.item.key}
          target={overlay.target}
          onClose={onClose}
        />
      );
    case "versions":
      return (
        <VersionsDialog
          conversation={overlay.conversation}
          seq={overlay.seq}
          onClose={onClose}
        />
      );
    case "react":
      return <ReactOverlay target={overlay.target} onClose={onClose} onFail={onFail} />;
    case "reactors":
      return <ReactorsDialog {...overlay} onClose={onClose} />;
    case "readers":
      return <ReadersDialog readers={overlay.readers} onClose={onClose} />;
    case "pins":
      return <PinsDialog conversation={overlay.conversation} onClose={onClose} />;
    case "forward":
      return <ForwardPane target={overlay.target} onClose={onClose} />;
    case "bookmark":
      return <BookmarkDialog {...overlay} onClose={onClose} />;
  }
}

/** What is put off, and what does not stay. */
function LaterOverlay({ overlay, onClose }: {
  overlay: Extract<Overlay, { is: "put-off" } | { is: "vanish" } | { is: "later" }>;
  onClose(): void;
}) {
  if (overlay.is === "put-off") return <PutOffPane {...overlay} onClose={onClose} />;
  if (overlay.is === "later") return <LaterDialog onClose={onClose} />;
  return <VanishDialog conversation={overlay.conversation} onClose={onClose} />;
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
      <form class="choices stacked" method="post" action={PATHS.signOut}>
        {guest && (
          <>
            <label class="check">
              <input type="checkbox" name="shared" value="on" aria-describedby="shared-hint" />
              {words.t("quit.shared")}
            </label>
            <p class="note" id="shared-hint">{words.t("quit.shared.hint")}</p>
          </>
        )}
        <button type="submit" class="button primary">{words.t("quit.leave")}</button>
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
        <button type="button" class="button" data-focus onClick={onClose}>
          {words.t("quit.stay")}
        </button>
      </form>
    </Dialog>
  );
}
