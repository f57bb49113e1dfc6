import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import type { Actor } from "../../lib/chat/chat.ts";
import type { Refusal } from "../../lib/protocol/errors.ts";
import { freeRoomName, readRoomNaming } from "../../lib/protocol/room_names.ts";
import { LIMITS } from "../../lib/protocol/limits.ts";
import type { RoomsPageProps } from "../../lib/ui/pages/props.ts";
import { conversationPath, PATHS, roomPath } from "../../lib/ui/paths.ts";
import { withinSendRate } from "../../lib/http/rate.ts";
import { communityOf } from "./community.ts";
import { answer } from "./answer.tsx";
import { framed } from "./frame.tsx";
import { roomsView } from "./page_views.tsx";
import { readForm } from "./form.ts";
import { readerOf } from "./reader.ts";
import { errorMessage } from "./error_pages.tsx";
import type { PageServices } from "./services.ts";
import { MAX_ROOM_PAGE } from "../../lib/protocol/limits.ts";
import { MAX_ID_LENGTH } from "../../lib/http/fields.ts";

/** The room browser, and what is done to rooms without a script. */
export function roomsRoutes(services: PageServices): Hono<HttpEnv> {
  const { chat, sendRate } = services;
  const app = new Hono<HttpEnv>();

  app.get(PATHS.rooms, (c) => answerRooms(c, services));

  /** A name beside one that is taken. */
  async function freeNameFor(actor: Actor, name: string): Promise<string> {
    const { rooms } = await chat.rooms(actor, { query: name, limit: MAX_ROOM_PAGE });
    return freeRoomName(name, rooms.map((room) => room.name));
  }

  app.post(PATHS.rooms, async (c) => {
    const actor = actorOf(c);
    const form = await readForm(c, "name", "offer", "title", "topic", "private");
    // What was typed otherwise becomes the title, beside a name that fits (R1).
    const naming = readRoomNaming(form.name);
    const room = {
      name: form.offer || naming.name,
      title: form.title || naming.title,
      topic: form.topic,
      private: form.private === "on",
    };
    try {
      return c.redirect(
        conversationPath(await chat.create(withinSendRate(sendRate, actor), room)),
        303,
      );
    } catch (error) {
      const { refusal, status, message } = errorMessage(c, services, error);
      const failed = {
        name: form.name,
        title: form.title,
        topic: form.topic,
        private: room.private,
        field: roomField(refusal),
        message,
        ...(refusal === "room-taken" && { offer: await freeNameFor(actor, room.name) }),
      };
      return answerRooms(c, services, { failed }, status);
    }
  });

  app.post("/rooms/:name/join", async (c) => {
    const joined = await chat.join(withinSendRate(sendRate, actorOf(c)), {
      room: c.req.param("name"),
    });
    return c.redirect(conversationPath(joined), 303);
  });

  app.post("/rooms/:name/decline", async (c) => {
    const [actor, name] = [actorOf(c), c.req.param("name")];
    const asked = (await chat.invitations(actor)).find(({ room }) => room.name === name);
    if (asked) await chat.decline(withinSendRate(sendRate, actor), asked.room.id);
    return c.redirect(PATHS.home, 303);
  });

  app.post("/rooms/:name/leave", async (c) => {
    await chat.leave(withinSendRate(sendRate, actorOf(c)), { room: c.req.param("name") });
    return c.redirect(PATHS.rooms, 303);
  });

  app.post("/rooms/:name/topic", async (c) => {
    const actor = actorOf(c);
    const room = c.req.param("name");
    const { topic } = await readForm(c, "topic");
    const { id } = await chat.summary(actor, { room });
    await chat.topic(withinSendRate(sendRate, actor), { conversation: id, topic });
    return c.redirect(roomPath(room), 303);
  });

  return app;
}

/** The room browser, with what was refused of one of its forms. */
export async function answerRooms(
  c: HttpContext,
  services: PageServices,
  refused: Pick<RoomsPageProps, "failed" | "unwritable"> = {},
  status?: ContentfulStatusCode,
): Promise<Response> {
  const actor = actorOf(c);
  const query = c.req.query("q")?.slice(0, MAX_ID_LENGTH);
  const after = c.req.query("after")?.slice(0, MAX_ID_LENGTH);
  const page = { query, after, limit: MAX_ROOM_PAGE };
  const view = roomsView(services.Island, {
    reader: readerOf(c, services),
    ...communityOf(services),
    me: actor.user,
    limits: LIMITS,
    ...await services.chat.rooms(actor, page),
    query,
    creating: c.req.query("new") !== undefined,
    ...refused,
  });
  return answer(c, services, { ...await framed(c, services, view), status });
}

function roomField(refusal: Refusal): NonNullable<RoomsPageProps["failed"]>["field"] {
  if (refusal.startsWith("room-name") || refusal === "room-taken") return "name";
  if (refusal === "title-too-long" || refusal === "title-characters") return "title";
  return refusal === "topic-too-long" ? "topic" : "form";
}
