import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import type { Refusal } from "../../lib/protocol/errors.ts";
import { LIMITS } from "../../lib/protocol/limits.ts";
import type { RoomsPageProps } from "../../lib/ui/pages/props.ts";
import { conversationPath, PATHS, roomPath } from "../../lib/ui/paths.ts";
import { limited } from "../api/limited.ts";
import { answer } from "./answer.tsx";
import { roomsFace } from "./faces.tsx";
import { readForm } from "./form.ts";
import { readerOf } from "./reader.ts";
import { say } from "./refused.tsx";
import type { PageServices } from "./services.ts";

/** The room browser, and what is done to rooms without a script. */
export function roomsRoutes(services: PageServices): Hono<HttpEnv> {
  const { chat, sendRate } = services;
  const app = new Hono<HttpEnv>();

  app.get(PATHS.rooms, (c) => answerRooms(c, services));

  app.post(PATHS.rooms, async (c) => {
    const actor = actorOf(c);
    const form = await readForm(c, "name", "topic", "private");
    const room = { name: form.name.trim(), topic: form.topic, private: form.private === "on" };
    try {
      return c.redirect(conversationPath(await chat.create(limited(sendRate, actor), room)), 303);
    } catch (error) {
      const { refusal, status, message } = say(c, services, error);
      return answerRooms(c, services, { ...room, field: fieldOf(refusal), message }, status);
    }
  });

  app.post("/rooms/:name/join", async (c) => {
    const joined = await chat.join(limited(sendRate, actorOf(c)), { room: c.req.param("name") });
    return c.redirect(conversationPath(joined), 303);
  });

  app.post("/rooms/:name/leave", async (c) => {
    await chat.leave(limited(sendRate, actorOf(c)), { room: c.req.param("name") });
    return c.redirect(PATHS.rooms, 303);
  });

  app.post("/rooms/:name/topic", async (c) => {
    const actor = actorOf(c);
    const room = c.req.param("name");
    const { topic } = await readForm(c, "topic");
    const { id } = await chat.summary(actor, { room });
    await chat.topic(limited(sendRate, actor), { conversation: id, topic });
    return c.redirect(roomPath(room), 303);
  });

  return app;
}

async function answerRooms(
  c: HttpContext,
  services: PageServices,
  failed?: RoomsPageProps["failed"],
  status?: ContentfulStatusCode,
): Promise<Response> {
  const actor = actorOf(c);
  const face = roomsFace({
    reader: readerOf(c, services),
    community: services.community,
    me: actor.user,
    limits: LIMITS,
    rooms: await services.chat.rooms(actor),
    failed,
  });
  return answer(c, services, { ...face, status });
}

function fieldOf(refusal: Refusal): NonNullable<RoomsPageProps["failed"]>["field"] {
  if (refusal === "room-name" || refusal === "room-taken") return "name";
  return refusal === "topic-too-long" ? "topic" : "form";
}
