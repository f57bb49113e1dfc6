import { actorOf, type HttpContext } from "../../lib/http/environment.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { roomPath } from "../../lib/ui/paths.ts";
import { answer } from "./answer.tsx";
import { frameOf } from "./frame.tsx";
import { roomPreviewView } from "./page_views.tsx";
import { readPosition } from "./read_position.ts";
import type { PageServices } from "./services.ts";

/** Events that a page of a preview holds. */
const PAGE = 50;

/** A public room for who is not in it. Throws `unknown-room` for any other. */
export async function answerRoomPreview(
  c: HttpContext,
  services: PageServices,
  name: string,
): Promise<Response> {
  const { previews } = services;
  const actor = actorOf(c);
  const room = await previews.find(name);
  if (!room) throw new ChatError("unknown-room", { name });
  if (room.name !== name) return c.redirect(roomPath(room.name), 303);
  const before = readPosition(c.req.query("before")) || undefined;
  const [frame, page] = await Promise.all([
    frameOf(c, services),
    previews.read(room, { before, limit: PAGE }),
  ]);
  const preview = { room, ...page, ownName: actor.user.name };
  return answer(c, services, roomPreviewView(services.Island, frame, preview));
}
