import { useEffect, useRef, useState } from "preact/hooks";
import { type ConversationSummary, GENERAL } from "../../lib/protocol/events.ts";
import { icons } from "../../lib/ui/icons.tsx";
import { useReading } from "../../lib/ui/reading.ts";
import { notificationsAre, wantNotifications } from "./notifications.ts";
import type { Translator } from "../../lib/i18n/translator.ts";
import type { ChatWindow } from "./chat_window.ts";
import { useWindow } from "./window_context.ts";

/** What can be done with the open conversation. */
export function HeadTools({ conversation }: { conversation: ConversationSummary }) {
  const window = useWindow();
  const { words } = useReading();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const room = conversation.kind === "room";

  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, [open]);

  const close = () => {
    setOpen(false);
    root.current?.querySelector<HTMLElement>("[aria-haspopup]")?.focus();
  };
  return (
    <div class="tools" ref={root}>
      {room && (
        <button
          type="button"
          id="show-members"
          class="icon-button"
          aria-label={words.t("head.show-members")}
          title={words.t("head.show-members")}
          aria-controls="members"
          aria-expanded={membersShown(window.panel.value)}
          onClick={() => {
            window.panel.value = membersShown(window.panel.value) ? "closed" : "open";
          }}
        >
          <icons.people />
        </button>
      )}
      <button
        type="button"
        class="icon-button"
        aria-label={words.t("head.more")}
        title={words.t("head.more")}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <icons.more />
      </button>
      {open && (
        <div class="menu" role="menu" onKeyDown={(event) => moveInMenu(event, close)}>
          {menuItems(conversation, window, words).map((item) => (
            <button
              key={item.text}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close();
                item.run();
              }}
            >
              {item.text}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

interface MenuItem {
  text: string;
  run(): void;
}

/** Made when the menu opens: asking for the permission to notify is slow. */
function menuItems(
  conversation: ConversationSummary,
  window: ChatWindow,
  words: Translator,
): MenuItem[] {
  const items: MenuItem[] = [];
  const room = conversation.kind === "room";
  if (room) {
    items.push({
      text: words.t("head.topic"),
      run: () => {
        window.overlay.value = { is: "topic", conversation };
      },
    });
    items.push({
      text: words.t("head.invite"),
      run: () => {
        window.overlay.value = { is: "invite", conversation };
      },
    });
  }
  if (notificationsAre() === "askable") {
    items.push({ text: words.t("head.notify"), run: wantNotifications });
  }
  items.push({
    text: words.t("keys.title"),
    run: () => {
      window.overlay.value = { is: "keys" };
    },
  });
  if (room && conversation.id !== GENERAL) {
    items.push({
      text: words.t("head.leave"),
      run: () =>
        window.attempt(async () => {
          await window.model.leave(conversation.id);
          window.showList();
        }),
    });
  }
  return items;
}

/** The width from which the members stand beside the conversation (layout.css). */
const WIDE = "(min-width: 68.01rem)";

function membersShown(panel: "open" | "closed" | undefined): boolean {
  return panel === "open" || (panel === undefined && matchMedia(WIDE).matches);
}

function moveInMenu(event: KeyboardEvent, close: () => void) {
  const menu = event.currentTarget;
  if (!(menu instanceof HTMLElement)) return;
  const items = [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
  const at = items.findIndex((item) => item === document.activeElement);
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step !== 0) items[(at + step + items.length) % items.length]?.focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  event.preventDefault();
}
