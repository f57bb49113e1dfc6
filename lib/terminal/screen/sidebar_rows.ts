import {
  type ConversationId,
  type ConversationSummary,
  peopleBeside,
  type PresenceState,
  type UserId,
} from "../../protocol/events.ts";
import { alertCount, callsIn, isSilent } from "../../ui/room/calls.ts";
import { conversationName } from "../../ui/room/page_title.ts";
import { sidebarSections } from "../../ui/room/sidebar_sections.ts";
import { safeLine } from "../safe_text.ts";
import type { Speech } from "../speech.ts";
import { type Look, type Run, run } from "../text/styled.ts";
import { turned, type Turner } from "./bidi.ts";
import { fitting, widthOf } from "./clusters.ts";

/** A row of the list of conversations; `conversation`: the one that a press opens. */
export interface SideRow {
  runs: readonly Run[];
  conversation?: ConversationId;
  /** A press shows what calls the reader. */
  inbox?: true;
  chosen?: boolean;
}

export interface SideContext {
  speech: Speech;
  here: ConversationId;
  /** Whom the reader blocked. */
  blocked: readonly UserId[];
  drafts: ReadonlySet<ConversationId>;
  stateOf(user: UserId): PresenceState;
  columns: number;
  /** Who puts right-to-left names into their order. */
  turner: Turner;
}

const DIM: Look = { ink: "dim" };

/** How presence is drawn: here, away, gone. */
const SIGNS: Record<PresenceState, Run> = {
  online: run("● ", { ink: "leaf" }),
  away: run("~ ", { ink: "clay" }),
  offline: run("· ", DIM),
};

const SECTION_NAMES = {
  unread: "nav.unread-section",
  favourites: "nav.favourites",
  rooms: "nav.rooms",
  direct: "nav.direct",
} as const;

/** What calls the reader, then the sections of the list, each with its name, one conversation a row. */
export function sidebarRows(
  conversations: readonly ConversationSummary[],
  context: SideContext,
): SideRow[] {
  const { here: current, blocked } = context;
  const sections = sidebarSections(conversations, { current, favourites: [], blocked });
  const parts = sections.filter((section) => section.conversations.length > 0).flatMap((
    section,
  ) => [
    { runs: [run(context.speech.words.t(SECTION_NAMES[section.name]), DIM)] },
    ...section.conversations.map((one) => rowOf(one, context)),
    { runs: [] },
  ]);
  return [inboxRow(alertCount(conversations), context), { runs: [] }, ...parts];
}

function inboxRow(calls: number, { speech: { words }, columns }: SideContext): SideRow {
  const name = fitting(words.t("inbox.title"), columns - 5);
  if (calls === 0) return { runs: [run(name)], inbox: true };
  const mark = ` ${calls} `;
  const space = " ".repeat(Math.max(1, columns - widthOf(name) - widthOf(mark)));
  return {
    runs: [run(name, { bold: true }), run(space), run(mark, { ground: "calls", bold: true })],
    inbox: true,
  };
}

/** The conversations in the order of the list: for the keys that go through it. */
export function inOrder(rows: readonly SideRow[]): ConversationId[] {
  return rows.flatMap(({ conversation }) => conversation ?? []);
}

function rowOf(one: ConversationSummary, context: SideContext): SideRow {
  const { speech: { words }, columns, here } = context;
  const chosen = one.id === here;
  const isQuiet = one.unread === 0 && !chosen;
  const look: Look = isQuiet && isGone(one, context) ? DIM : one.unread > 0 ? { bold: true } : {};
  const sign = one.kind === "room" ? run("# ", look) : SIGNS[bestState(one, context)];
  const [mark, markLook] = markOf(one, context);
  const room = columns - 2 - (mark === "" ? 0 : widthOf(mark) + 1);
  const fits = fitting(safeLine(conversationName(words, one)), room);
  const name = context.turner === "own" ? turned(fits) : fits;
  const space = " ".repeat(Math.max(0, columns - 2 - widthOf(name) - widthOf(mark)));
  return {
    runs: [sign, run(name, look), run(space), run(mark, markLook)],
    conversation: one.id,
    ...(chosen && { chosen }),
  };
}

function markOf(one: ConversationSummary, { drafts, here, speech: { own } }: SideContext) {
  const calls = callsIn(one);
  if (calls > 0) return [` ${calls} `, { ground: "calls", bold: true }] as const;
  if (one.unread > 0) return [` ${one.unread} `, DIM] as const;
  if (drafts.has(one.id) && one.id !== here) return [own.t("screen.draft"), {}] as const;
  return [isSilent(one) ? own.t("screen.muted") : "", DIM] as const;
}

/** Of several people, the one who is most here. */
function bestState(one: ConversationSummary, { stateOf }: SideContext): PresenceState {
  const states = peopleBeside(one).map(({ id }) => stateOf(id));
  return states.find((state) => state === "online") ?? states.find((state) => state === "away") ??
    "offline";
}

function isGone(one: ConversationSummary, context: SideContext): boolean {
  return one.kind === "direct" && bestState(one, context) === "offline";
}
