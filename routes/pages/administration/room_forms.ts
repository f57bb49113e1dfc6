import { Hono } from "hono";
import { actorOf, type HttpEnv } from "../../../lib/http/environment.ts";
import { PUBLISHED } from "../../../lib/protocol/administration.ts";
import { readRoomNaming } from "../../../lib/protocol/room_names.ts";
import { roomTitle } from "../../../lib/protocol/room_title.ts";
import { ACTIONS } from "../../../lib/ui/administration/paths.ts";
import type { Done } from "../../../lib/ui/administration/views.ts";
import { readForm } from "../form.ts";
import type { PageServices } from "../services.ts";
import { handleForm } from "./page.ts";

/** What concerns one room. */
export function roomForms(services: PageServices): Hono<HttpEnv> {
  const { administration } = services;
  const app = new Hono<HttpEnv>();

  app.post(ACTIONS.room, async (c) => {
    const actor = actorOf(c);
    const { next, id, closed, readOnly, topicLocked, slowSeconds, published, ...typed } =
      await readForm(
        c,
        ...["next", "id", "closed", "readOnly", "topicLocked", "slowSeconds"] as const,
        ...["published", "name"] as const,
      );
    const posted = { action: ACTIONS.room, about: [id], typed, next };
    return await handleForm(c, services, posted, async () => {
      const room = await administration.changeRoom(actor, id, {
        closed: toggleValue(closed),
        readOnly: toggleValue(readOnly),
        topicLocked: toggleValue(topicLocked),
        slowSeconds: slowSeconds === "" ? undefined : Number(slowSeconds),
        published: [...PUBLISHED, "no" as const].find((one) => one === published),
        ...(typed.name.trim() !== "" && readRoomNaming(typed.name)),
      });
      const [done, name] = [DONE_BY[closed] ?? "room", roomTitle(room)] as const;
      return { done, ...(done !== "room" && { name }) };
    });
  });

  return app;
}

/** What a form with this switch did; the others say no more than that it was done. */
const DONE_BY: Readonly<Record<string, Done>> = { on: "room-closed", off: "room-reopened" };

/** What a switch was pressed to; `undefined` where the form has no such switch. */
function toggleValue(value: string): boolean | undefined {
  return value === "on" ? true : value === "off" ? false : undefined;
}
