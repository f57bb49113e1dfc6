import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import type { Page } from "../../lib/chat/chat.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { type ConversationSummary, peopleBeside } from "../../lib/protocol/events.ts";
import { lastPlaceCookie } from "../../lib/ui/room/last_place.ts";
import { readListChoices } from "../../lib/ui/room/list_choices.ts";
import type { RoomPageProps } from "../../lib/ui/pages/props.ts";
import {
  conversationFromPath,
  conversationPath,
  groupAt,
  messagePath,
  PATHS,
  replyPath,
  threadPath,
} from "../../lib/ui/paths.ts";
import { withinSendRate } from "../../lib/http/rate.ts";
import { aboutPage } from "./about.ts";
import { answer, answerStreamed } from "./answer.tsx";
import { roomBody, roomHead, roomView, threadView } from "./page_views.tsx";
import { communityOf } from "./community.ts";
import { readForm } from "./form.ts";
import { askedOf } from "./asked.ts";
import { attachForm } from "./attach_form.ts";
import { postVote } from "./poll.ts";
import { messageIdOf } from "./message_id.ts";
import { messageForms } from "./message_forms.ts";
import { moveForms } from "./move_forms.ts";
import { originsOn } from "./origins.ts";
import { peopleForms } from "./people_forms.ts";
import { plainForms } from "./plain_forms.tsx";
import { sharedFilesPage } from "./shared_files.ts";
import { membersWithReader, presenceWithReader } from "./reader_here.ts";
import { readPosition, SEQ } from "./read_position.ts";
import { muteMessage } from "../../lib/i18n/refusals.ts";
import { preferencesOf, readerOf } from "./reader.ts";
import { answerRoomPreview } from "./room_preview.ts";
import { arrivalOf } from "./rules.tsx";
import { answerRooms } from "./rooms.ts";
import { waitingPath } from "./requests.tsx";
import { standsElsewhere } from "./stands_elsewhere.ts";
import { errorBody, errorMessage } from "./error_pages.tsx";
import type { PageServices } from "./services.ts";

/** Messages that a page holds before a script asks for more. */
const FIRST_MESSAGES = 50;
/** What is shown behind the message that a link leads to: it stands in the middle of them. */
const AFTER_MESSAGE = FIRST_MESSAGES / 2;
/** Members that it shows. */
const FIRST_MEMBERS = 50;
/** Conversations that a page lists; a script lists them all. */
const FIRST_CONVERSATIONS = 100;
/** The seq of a reply in the path of its thread. */
const REPLY = ":reply{[1-9][0-9]{0,14}}";

type FindConversation = (c: HttpContext) => Promise<ConversationSummary>;

/** Reading a conversation and writing into it: rooms by name, direct ones by the person's address. */
export function conversationRoutes(services: PageServices): Hono<HttpEnv> {
  const { chat, sendRate } = services;
  const app = new Hono<HttpEnv>();
  const room: FindConversation = (c) =>
    chat.summary(actorOf(c), { room: c.req.param("name") ?? "" });
  // Looking at one that stands costs nothing; making one counts as it does on a socket.
  const direct: FindConversation = async (c) => {
    const [actor, address] = [actorOf(c), c.req.param("name") ?? c.req.query("person") ?? ""];
    try {
      return await chat.summary(actor, { direct: address });
    } catch (error) {
      const isNew = error instanceof ChatError && error.refusal === "unknown-conversation";
      if (!isNew) throw error;
      return await chat.open(withinSendRate(sendRate, actor), address);
    }
  };

  // A person by name, as a plain form asks for one.
  app.get(PATHS.direct, async (c) => {
    try {
      const waits = await waitingPath(c, services);
      if (waits) return c.redirect(waits, 303);
      return c.redirect(conversationPath(await direct(c)), 303);
    } catch (error) {
      const { status, message } = errorMessage(c, services, error);
      const person = c.req.query("person") ?? "";
      return answerRooms(c, services, { unwritable: { person, message } }, status);
    }
  });
  const group: FindConversation = (c) =>
    chat.summary(actorOf(c), { conversation: groupAt(c.req.param("name") ?? "") });
  for (const [path, find] of [["/direct/:name", direct], ["/groups/:name", group]] as const) {
    peopleForms(app, path, find, services);
  }
  const all = [["/rooms/:name", room], ["/direct/:name", direct], [
    "/groups/:name",
    group,
  ]] as const;
  for (const [path, find] of all) {
    app.on("GET", [path, `${path}/${SEQ}`], async (c) => {
      const at = readPosition(c.req.param("seq")) || undefined;
      // Who is in it finds it among their own: that needs no read of its own.
      const own = await chat.sync(actorOf(c));
      const mine = own.conversations.find((one) => hasAddress(c, one));
      const waits = !mine && find !== room && await waitingPath(c, services, find === group);
      if (waits) return c.redirect(waits, 303);
      const found = mine ?? await find(c).catch(notMember);
      if (!found) return answerRoomPreview(c, services, c.req.param("name"));
      if (hasAddress(c, found)) {
        c.header("Set-Cookie", lastPlaceCookie(found.id), { append: true });
        const elsewhere = at && await standsElsewhere(c, services, found, at);
        if (elsewhere) return c.redirect(elsewhere, 303);
        return streamChat(c, services, { open: found, at, shared: c.req.query("share") }, own);
      }
      const right = at === undefined ? conversationPath(found) : messagePath(found, at);
      return c.redirect(right + new URL(c.req.url).search, 303);
    });
    app.on("GET", [`${path}/${SEQ}/thread`, `${path}/${SEQ}/thread/${REPLY}`], async (c) => {
      const found = await find(c);
      const root = readPosition(c.req.param("seq"));
      const at = readPosition(c.req.param("reply")) || undefined;
      if (hasAddress(c, found)) return answerChat(c, services, found, { thread: root, at });
      const right = at === undefined ? threadPath(found, root) : replyPath(found, root, at);
      return c.redirect(right + new URL(c.req.url).search, 303);
    });
    messageForms(app, path, find, services);
    plainForms(app, path, find, services);
    moveForms(app, path, find, services);
    attachForm(app, path, find, services);
    sharedFilesPage(app, path, find, services);
    aboutPage(app, path, find, services);
    app.post(path, async (c) => postMessage(c, services, await find(c)));
    app.post(`${path}/messages/:seq/vote`, async (c) => postVote(c, services, await find(c)));
    app.post(`${path}/${SEQ}/thread`, async (c) => {
      return await postMessage(c, services, await find(c), readPosition(c.req.param("seq")));
    });
  }
  return app;
}

/** That somebody is not in a public room: they may read it. Throws anything else. */
function notMember(error: unknown): undefined {
  if (!(error instanceof ChatError) || error.refusal !== "not-member") throw error;
}

/** Whether the request names the conversation as it is called now: not an old name, nor a bare one. */
function hasAddress(c: HttpContext, conversation: ConversationSummary): boolean {
  const [asked, right] = [c.req.path, conversationPath(conversation)].map((path) => {
    const { at: _, thread: __, ...place } = conversationFromPath(path) ?? {};
    return place;
  });
  return JSON.stringify(asked) === JSON.stringify(right);
}

type Own = Awaited<ReturnType<PageServices["chat"]["sync"]>>;
type FailedForm = Partial<Pick<RoomPageProps, "failed" | "messageId" | "messageAfter">>;

/** The chat's page with a conversation open, or with the list of conversations alone. */
export async function answerChat(
  c: HttpContext,
  services: PageServices,
  open?: ConversationSummary,
  { status, thread, at, ...failed }: FailedForm & {
    status?: ContentfulStatusCode;
    /** The root of the thread that is shown beside it, and the reply that it opens at. */
    thread?: number;
    at?: number;
  } = {},
): Promise<Response> {
  const own = services.chat.sync(actorOf(c));
  const props = await roomProps(c, services, { open, thread, at }, own, failed);
  const view = open && thread !== undefined
    ? threadView(services.Island, props, open, await readThread(c, services, open, { thread, at }))
    : roomView(services.Island, props);
  return answer(c, services, { ...view, status });
}

/** The newest replies of a thread, those around one, or those before a seq, for who has no script. */
async function readThread(
  c: HttpContext,
  { chat }: PageServices,
  { id: conversation }: ConversationSummary,
  { thread, at }: { thread: number; at?: number },
): Promise<Page | undefined> {
  const before = readPosition(c.req.query("before")) || at && at + AFTER_MESSAGE;
  const asked = { conversation, thread, before, limit: FIRST_MESSAGES };
  return await chat.history(actorOf(c), asked).catch(noThread);
}

/** The page of a conversation that is known: its head is on the way while its messages are read. */
function streamChat(
  c: HttpContext,
  services: PageServices,
  shown: Shown & { open: ConversationSummary },
  own: Own,
): Response {
  const { open } = shown;
  const props = roomProps(c, services, shown, Promise.resolve(own));
  const reading = { reader: readerOf(c, services), ...communityOf(services) };
  const head = roomHead(reading, own.conversations, open);
  const body = props.then((props) => roomBody(services.Island, props));
  return answerStreamed(c, services, head, body, (error) => errorBody(c, services, error));
}

/** The conversation that a page shows, if any; `at`: open at this message of it, or of the thread. */
interface Shown {
  open?: ConversationSummary;
  at?: number;
  /** The root of the thread beside it. */
  thread?: number;
  /** What another app shares: it is in the composer. */
  shared?: string;
}

/** What the chat is drawn from; without `open`, the list of conversations alone. */
export async function roomProps(
  c: HttpContext,
  services: PageServices,
  { open, at, thread, shared }: Shown,
  own: Promise<Own>,
  failed: FailedForm = shared ? { failed: { text: shared, message: "" } } : {},
): Promise<RoomPageProps> {
  return {
    reader: readerOf(c, services),
    ...communityOf(services),
    limits: services.limits,
    list: readListChoices(c.req.header("Cookie"), actorOf(c).user.id),
    messageId: services.random.uuid(),
    messageAfter: open?.head ?? 0,
    ...(at !== undefined && { at }),
    ...(thread !== undefined && { thread }),
    ...await conversationProps(c, services, { open, at, thread }, own),
    arrival: await arrivalOf(c, services, open),
    ...failed,
  };
}

async function conversationProps(
  c: HttpContext,
  services: PageServices,
  { open, at, thread: root }: Shown,
  own: Promise<Own>,
): Promise<Pick<RoomPageProps, "snapshot" | "origins">> {
  const { chat, clock } = services;
  const actor = actorOf(c);
  const muted = { locale: preferencesOf(c).locale, clock: c.var.clock };
  const conversation = open?.id ?? "";
  // “Earlier messages” is a link where there is no script.
  const before = readPosition(c.req.query("before")) || undefined;
  const limit = FIRST_MESSAGES;
  const [{ user, conversations, presence }, asked, { blocked }, page, members] = await Promise
    .all(
      [
        own,
        askedOf(services, actor),
        chat.settings(actor, {}),
        open && chat.history(actor, {
          conversation,
          limit,
          timeline: true,
          messages: true,
          before: root === undefined ? before ?? (at && at + AFTER_MESSAGE) : root + AFTER_MESSAGE,
        }),
        open && !open.with
          ? chat.members(actor, { conversation, limit: FIRST_MEMBERS })
          : undefined,
      ],
    );
  const listed = inSight(conversations, open);
  const shown = new Set([user, ...listed.flatMap(peopleBeside)].map(({ id }) => id));
  const origins = page && await originsOn(c, services, page, { conversation, conversations });
  return {
    ...(origins && { origins }),
    snapshot: {
      me: user,
      ...asked,
      ...(blocked.length > 0 && { blocked }),
      ...(c.var.mute && { mute: muteMessage(muted, c.var.mute, clock.now()) }),
      conversations: listed,
      presence: presenceWithReader(presence, user).filter((one) => shown.has(one.user)),
      ...(page && {
        open: {
          conversation,
          ...openedPage(page),
          members: members && membersWithReader(members, user, services.presence.of(user.id)),
        },
      }),
    },
  };
}

/** What a page of the log brings into sight; whether there is more, the client knows by the seqs. */
function openedPage({ more: _, thread: __, ...page }: Page): Omit<Page, "more" | "thread"> {
  return page;
}

/** That there is no such thread: the page says so in its place. */
function noThread(error: unknown): undefined {
  if (!(error instanceof ChatError) || error.refusal !== "unknown-message") throw error;
}

/** The open conversation, and those that were used last, in the order of the list. */
function inSight(
  conversations: readonly ConversationSummary[],
  open: ConversationSummary | undefined,
): ConversationSummary[] {
  const byUse = conversations.toSorted((one, other) => other.lastAt - one.lastAt);
  const kept = new Set(byUse.slice(0, FIRST_CONVERSATIONS).map(({ id }) => id));
  // One that was made a moment ago may not be in the list yet.
  const missing = open && !conversations.some(({ id }) => id === open.id) ? [open] : [];
  return [...missing, ...conversations.filter(({ id }) => kept.has(id) || id === open?.id)];
}

/**
 * Posts what a form holds, in the thread of a root if one is given. Posted again with the same id it is
 * the same message (D3).
 */
async function postMessage(
  c: HttpContext,
  services: PageServices,
  conversation: ConversationSummary,
  thread?: number,
): Promise<Response> {
  const { chat, random, sendRate } = services;
  const actor = actorOf(c);
  const form = await readForm(c, "text", "id", "after", "alsoInRoom", "follow");
  if (thread !== undefined && form.follow !== "") {
    await chat.follow(actor, { conversation: conversation.id, thread, on: form.follow === "on" });
    return c.redirect(threadPath(conversation, thread), 303);
  }
  const id = messageIdOf(form.id, random);
  const after = readPosition(form.after);
  const message = { conversation: conversation.id, id, text: form.text, after, thread };
  const alsoInRoom = form.alsoInRoom === "on";
  try {
    await chat.post(withinSendRate(sendRate, actor), { ...message, alsoInRoom });
  } catch (error) {
    const { status, message, refusal } = errorMessage(c, services, error);
    // The same id with the same place: should it have been stored after all, it will be found (D3). What
    // waits for a moderator is where it should be: the next text is another message.
    const kept = refusal === "held-for-review"
      ? { failed: { text: "", message } }
      : { failed: { text: form.text, message }, messageId: id, messageAfter: after };
    return answerChat(c, services, conversation, { ...kept, status, thread });
  }
  const open = thread !== undefined && threadPath(conversation, thread);
  return c.redirect(open || conversationPath(conversation), 303);
}
