import type { Hono } from "hono";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { withinSendRate } from "../../lib/http/rate.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { type ConversationSummary, type MessageEvent } from "../../lib/protocol/events.ts";
import { MAX_MOVED } from "../../lib/protocol/limits.ts";
import { mayBeMoved } from "../../lib/protocol/may_be_moved.ts";
import { may } from "../../lib/protocol/permissions.ts";
import { roomTitle } from "../../lib/protocol/room_title.ts";
import { standsInTimeline } from "../../lib/protocol/threads.ts";
import { plainText } from "../../lib/text/plain.ts";
import { fileLabel } from "../../lib/ui/files/file_label.ts";
import type { MoveForm } from "../../lib/ui/pages/move_fields.tsx";
import { messagePath } from "../../lib/ui/paths.ts";
import { personLabel } from "../../lib/ui/people_names.ts";
import { readingOf } from "../../lib/ui/reading.ts";
import { conversationMention } from "../../lib/ui/room/page_title.ts";
import { readForm, readFormList } from "./form.ts";
import { roomNamed } from "./message_forms.ts";
import { answerForm } from "./plain_forms.tsx";
import { readPosition, SEQ } from "./read_position.ts";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

/**
 * Moving a message, and others that follow it, without a script (M14): GET and POST `…/:seq/move` below the
 * path of a conversation, with `to` (a room) and `target`, once for each message; without `which`, the one
 * that the path names. Leads to where the first stands now; or says which stayed.
 */
export function moveForms(
  app: Hono<HttpEnv>,
  path: string,
  find: (c: HttpContext) => Promise<ConversationSummary>,
  services: PageServices,
): void {
  const { chat, sendRate } = services;
  app.get(`${path}/${SEQ}/move`, async (c) => {
    const conversation = await find(c);
    const form = await formFrom(c, services, conversation);
    return answerForm(c, services, conversation, form);
  });

  app.post(`${path}/${SEQ}/move`, async (c) => {
    const conversation = await find(c);
    const actor = withinSendRate(sendRate, actorOf(c));
    const { to, which } = await readForm(c, "to", "which");
    const seqs = (await readFormList(c, "target")).map(readPosition).filter((seq) => seq > 0);
    const targets = which === "" ? [readPosition(c.req.param("seq"))] : seqs;
    const { words } = readingOf(readerOf(c, services));
    const again = async (problem?: string, said?: string) => {
      const form = await formFrom(c, services, conversation, { chosen: targets, to, said });
      return answerForm(c, services, conversation, form, undefined, problem);
    };
    if (targets.length === 0) return await again(words.t("move.none"));
    if (targets.length > MAX_MOVED) throw new ChatError("invalid-field", { field: "target" });
    const room = await roomNamed(chat, actor, to);
    if (!room) throw new ChatError("unknown-room", { name: to });
    const asked = { conversation: conversation.id, targets, to: room.id };
    const { moved, stayed } = await chat.moveAll(actor, asked);
    const [first] = moved;
    if (stayed.length === 0 && first) return c.redirect(messagePath(room, first.seq), 303);
    const place = conversationMention(words, room);
    const done = words.t("move.done-several", { count: moved.length, place });
    return await again(words.t("move.stayed", { count: stayed.length }), done);
  });
}

/** What can be chosen: the message of the path and those after it, and the rooms that one is in. */
async function formFrom(
  c: HttpContext,
  services: PageServices,
  conversation: ConversationSummary,
  before: { chosen?: readonly number[]; to?: string; said?: string } = {},
): Promise<MoveForm> {
  const { chat } = services;
  const actor = actorOf(c);
  if (!may(actor.user.role, "move messages")) throw new ChatError("not-allowed");
  const { words, times } = readingOf(readerOf(c, services));
  const seq = readPosition(c.req.param("seq"));
  const asked = { conversation: conversation.id, after: seq - 1, limit: MAX_MOVED };
  const [{ events, users }, { conversations }] = await Promise.all([
    chat.history(actor, asked),
    chat.sync(actor),
  ]);
  const offered = events.filter((event): event is MessageEvent =>
    event.kind === "message" && standsInTimeline(event) && mayBeMoved(event)
  );
  if (offered.length === 0 && before.said === undefined) throw new ChatError("unknown-message");
  const rooms = conversations
    .filter(({ id, kind, closed }) => kind === "room" && !closed && id !== conversation.id)
    .map((room) => ({ id: room.id, title: roomTitle(room) }))
    .sort((one, other) => one.title.localeCompare(other.title, words.locale));
  return {
    is: "move",
    rooms,
    to: before.to,
    said: before.said,
    chosen: before.chosen ?? [seq],
    offered: offered.map(({ seq, at, by, text, files }) => ({
      seq,
      time: times.time(at),
      name: personLabel(words, { id: by, ...(users[by] ?? { name: by, role: "member" }) }),
      text: plainText(text) || (files?.[0] ? fileLabel(words, files[0]) : ""),
    })),
  };
}
