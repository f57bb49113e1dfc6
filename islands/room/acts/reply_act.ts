import { mayWriteIn } from "../../../lib/protocol/permissions.ts";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { messageIcons } from "../../../lib/ui/elements/message_icons.tsx";
import { placeOf } from "../composer/writing.ts";
import { fieldOf } from "../composer/field_of.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Act, ActTarget } from "./act.ts";

/** Answers a message with a quote of it, in the composer of where it was read. */
export function replyAct(window: ChatWindow): Act {
  return {
    id: "reply",
    label: "reply.act",
    icon: messageIcons.reply,
    key: "r",
    group: "now",
    bar: true,
    shows: canWrite,
    run(target) {
      const place = placeOf(window, target);
      window.writing.value = { is: "reply", ...place, seq: target.event.seq };
      fieldOf(place)?.focus();
    },
  };
}

/** Opens the thread of a message, to answer there. */
export function threadAct(window: ChatWindow): Act {
  return {
    id: "thread",
    label: "thread.act",
    short: "thread.title",
    icon: icons.thread,
    key: "t",
    group: "now",
    bar: true,
    shows: (target) => canWrite(target) && placeOf(window, target).thread === undefined,
    run: ({ conversation, event }) => window.openThread(conversation, event.thread ?? event.seq),
  };
}

/** Whether one may write where the message stands. */
function canWrite({ me, conversation }: ActTarget): boolean {
  return mayWriteIn(me.role, conversation);
}
