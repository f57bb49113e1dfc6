// What can be done with the messages of a timeline. Loaded once the page is alive.
import { signal } from "@preact/signals";
import type { TimelineItem } from "../../../lib/client/model.ts";
import type { Person } from "../../../lib/protocol/events.ts";
import type { ReadConversation } from "../../../lib/ui/room/conversation_acts.ts";
import type { ActedOn, MessageActs } from "../../../lib/ui/timeline/acts.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import type { ActTarget } from "./act.ts";
import { ActBar } from "./act_bar.tsx";
import { listenToLongPress } from "./long_press.ts";
import { listenToMessageKeys } from "./message_keys.ts";
import { openTray } from "../files/tray.tsx";
import { watchLostPictures } from "../files/lost_pictures.tsx";
import { listenToPictures } from "../files/pictures.ts";
import { listenToPeople } from "../people/listen_to_people.ts";
import { actsOn } from "./registry.ts";
import { watchPointedAt } from "./pointed_at.ts";

/** Whose messages, and who reads them: as they are now. */
export interface ActsContext {
  conversation: ReadConversation;
  me: Person;
  /** The loaded items, the oldest first. */
  items(): readonly TimelineItem[];
}

/** Listens to what is done with the messages in `scroller`. `stop` ends it. */
export function attachActs(
  scroller: HTMLElement,
  window: ChatWindow,
  context: () => ActsContext,
): { acts: MessageActs; stop(): void } {
  openTray(window);
  watchLostPictures(window);
  const pointedAt = signal<string | undefined>(undefined);
  const focused = signal<string | undefined>(undefined);

  function targetOf(item: ActedOn, anchor: HTMLElement): ActTarget | undefined {
    const { conversation, me } = context();
    if (item.event.deletedAt !== undefined) return undefined;
    return { conversation, me, item, event: item.event, anchor };
  }
  function targetAt(message: HTMLElement, anchor = message): ActTarget | undefined {
    const item = context().items().find(({ key }) => key === message.dataset.key);
    return item?.is === "message" ? targetOf(item, anchor) : undefined;
  }
  const openKey = () => {
    const overlay = window.overlay.value;
    return overlay?.is === "acts" || overlay?.is === "react" ? overlay.target.item.key : undefined;
  };
  const open = (target: ActTarget) => {
    const isOpen = openKey() === target.item.key;
    window.overlay.value = isOpen ? undefined : { is: "acts", target };
  };
  const acts: MessageActs = {
    isShown: (key) => pointedAt.value === key || focused.value === key || openKey() === key,
    Bar: ({ item }) => (
      <ActBar
        item={item}
        targetOf={targetOf}
        actsOn={(target) => actsOn(window, target)}
        open={open}
        isOpen={openKey() === item.key && window.overlay.value?.is === "acts"}
      />
    ),
  };
  const stops = [
    listenToPictures(scroller, window, targetAt),
    listenToPeople(scroller, window, targetAt),
    watchPointedAt(scroller, pointedAt),
    watchFocus(scroller, focused),
    listenToLongPress(scroller, (message) => {
      const target = targetAt(message);
      if (target) window.overlay.value = { is: "acts", target };
      return target !== undefined;
    }),
    listenToMessageKeys(scroller, {
      open: (message) => {
        const target = targetAt(message);
        if (target) open(target);
      },
      press(message, key) {
        const target = targetAt(message);
        const act = target && actsOn(window, target).find((one) => one.key === key);
        if (!target || !act) return false;
        act.run(target);
        return true;
      },
    }),
  ];
  return { acts, stop: () => stops.forEach((stop) => stop()) };
}

/**
 * Keeps the key of the message that has the focus, or has what has it. While the focus goes from one
 * thing to the next, nothing may go: a bar that is taken away then takes the focus along.
 */
function watchFocus(
  scroller: HTMLElement,
  focused: { value: string | undefined },
): () => void {
  const arrive = ({ target }: FocusEvent) => {
    const seen = target instanceof Element && target.matches(":focus-visible"); // not what was pressed
    focused.value = seen ? target.closest<HTMLElement>(".message")?.dataset.key : undefined;
  };
  const leave = ({ relatedTarget: next }: FocusEvent) => {
    const staysIn = next instanceof Node && scroller.contains(next); // which `arrive` is told of
    const leavesWindow = next === null && !document.hasFocus(); // it comes back to where it was
    if (!staysIn && !leavesWindow) focused.value = undefined;
  };
  scroller.addEventListener("focusin", arrive);
  scroller.addEventListener("focusout", leave);
  return () => {
    scroller.removeEventListener("focusin", arrive);
    scroller.removeEventListener("focusout", leave);
  };
}
