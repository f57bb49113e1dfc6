import type { Role } from "../../../lib/protocol/events.ts";
import { may } from "../../../lib/protocol/permissions.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Act, ActTarget } from "./act.ts";
import { bookmarkAct, bookmarkNoteAct } from "./bookmark_act.ts";
import { copyAct } from "./copy_act.ts";
import { deleteAct } from "./delete_act.ts";
import { remindAct } from "./remind_act.ts";
import { editAct } from "./edit_act.ts";
import { replyAct, threadAct } from "./reply_act.ts";
import { forwardAct } from "./forward_act.ts";
import { linkAct } from "./link_act.ts";
import { moveAct } from "./move_act.ts";
import { personAct } from "./person_act.ts";
import { pinAct } from "./pin_act.ts";
import { reactAct, reactorsAct } from "./react_act.ts";
import { reportAct } from "./report_act.ts";
import { unreadAct } from "./unread_act.ts";
import { whyAct } from "./why_act.ts";

/** Everything that can be done with a message, in the order in which it is offered. */
const ACTS: ReadonlyArray<(window: ChatWindow) => Act> = [
  reactAct,
  replyAct,
  threadAct,
  editAct,
  reactorsAct,
  pinAct,
  bookmarkAct,
  bookmarkNoteAct,
  linkAct,
  copyAct,
  forwardAct,
  unreadAct,
  remindAct,
  whyAct,
  personAct,
  moveAct,
  reportAct,
  deleteAct,
];

/** The acts that somebody of this role may do at all, for the list of keys. */
export function actsOf(window: ChatWindow, role: Role): Act[] {
  return ACTS.map((act) => act(window)).filter(({ needs }) => !needs || may(role, needs));
}

/** What can be done with this message, by this reader. */
export function actsOn(window: ChatWindow, target: ActTarget): Act[] {
  return actsOf(window, target.me.role).filter((act) => act.shows(target));
}
