import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import type { ConversationSummary } from "../../lib/protocol/events.ts";
import { LIMITS } from "../../lib/protocol/limits.ts";
import type { RoomPageProps } from "../../lib/ui/pages/props.ts";
import { conversationPath, directPath, PATHS } from "../../lib/ui/paths.ts";
import { limited } from "../api/limited.ts";
import { answer } from "./answer.tsx";
import { roomFace } from "./faces.tsx";
import { readForm } from "./form.ts";
import { readerOf } from "./reader.ts";
import { say } from "./refused.tsx";
import type { PageServices } from "./services.ts";

/** Messages that a page holds before a script asks for more. */
const FIRST_MESSAGES = 50;
/** Canonical UUIDs, of whatever version: the client's ids (`send` in the protocol). */
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

type Find = (c: HttpContext) => Promise<ConversationSummary>;

/** Reading a conversation and writing into it: rooms by name, direct ones by the person's name. */
export function conversationRoutes(services: PageServices): Hono<HttpEnv> {
  const { chat, sendRate } = services;
  const app = new Hono<HttpEnv>();
  const room: Find = (c) => chat.summary(actorOf(c), { room: c.req.param("name") ?? "" });
  // Looking at one that stands costs nothing; making one counts as it does on a socket.
  const direct: Find = async (c) => {
    const [actor, name] = [actorOf(c), c.req.param("name") ?? ""];
    try {
      return await chat.summary(actor, { direct: name });
    } catch (error) {
      const isNew = error instanceof ChatError && error.refusal === "unknown-conversation";
      if (!isNew) throw error;
      return await chat.open(limited(sendRate, actor), name);
    }
  };

  // A person by name, as a plain form asks for one.
  app.get(PATHS.direct, (c) => c.redirect(directPath(c.req.query("person") ?? ""), 303));
  for (const [path, find] of [["/rooms/:name", room], ["/direct/:name", direct]] as const) {
    app.get(path, async (c) => answerChat(c, services, await find(c)));
    app.post(path, async (c) => post(c, services, await find(c)));
  }
  return app;
}

/** The chat's page with a conversation open, or with the list of conversations alone. */
export async function answerChat(
  c: HttpContext,
  services: PageServices,
  open?: ConversationSummary,
  form: Partial<Pick<RoomPageProps, "failed" | "messageId" | "messageAfter">> & {
    status?: ContentfulStatusCode;
  } = {},
): Promise<Response> {
  const { status, ...kept } = form;
  const face = roomFace(services.Island, {
    reader: readerOf(c, services),
    community: services.community,
    limits: LIMITS,
    messageId: services.random.uuid(),
    messageAfter: open?.head ?? 0,
    ...await pictureOf(c, services, open),
    ...kept,
  });
  return answer(c, services, { ...face, status });
}

async function pictureOf(
  c: HttpContext,
  { chat }: PageServices,
  open: ConversationSummary | undefined,
): Promise<Pick<RoomPageProps, "snapshot" | "members">> {
  const actor = actorOf(c);
  const conversation = open?.id ?? "";
  // “Earlier messages” is a link where there is no script.
  const before = readPosition(c.req.query("before")) || undefined;
  const [{ user, conversations, presence }, page, members] = await Promise.all([
    chat.sync(actor),
    open && chat.history(actor, { conversation, before, limit: FIRST_MESSAGES }),
    open ? chat.members(actor, conversation) : [],
  ]);
  // One that was made a moment ago may not be in the list yet.
  const missing = open && !conversations.some(({ id }) => id === open.id) ? [open] : [];
  return {
    members,
    snapshot: {
      me: user,
      conversations: [...missing, ...conversations],
      presence,
      ...(page && { open: { conversation, events: page.events, users: page.users } }),
    },
  };
}

/** Posts what a form holds. Posted again with the same id it is the same message (D3). */
async function post(
  c: HttpContext,
  services: PageServices,
  conversation: ConversationSummary,
): Promise<Response> {
  const { chat, random, sendRate } = services;
  const actor = actorOf(c);
  const form = await readForm(c, "text", "id", "after");
  const id = UUID.test(form.id) ? form.id : random.uuid();
  const after = readPosition(form.after);
  try {
    await chat.post(limited(sendRate, actor), {
      conversation: conversation.id,
      id,
      text: form.text,
      after,
    });
  } catch (error) {
    const { status, message } = say(c, services, error);
    // The same id with the same place: should it have been stored after all, it will be found (D3).
    const kept = { failed: { text: form.text, message }, messageId: id, messageAfter: after };
    return answerChat(c, services, conversation, { ...kept, status });
  }
  return c.redirect(conversationPath(conversation), 303);
}

/** A seq as text; 0 where it is none. As `after`, 0 looks through the whole log (D3). */
function readPosition(text: string | undefined): number {
  const position = Number(text);
  return Number.isSafeInteger(position) && position > 0 ? position : 0;
}
