import type * as v from "valibot";
import { Refused } from "../../client/model.ts";
import { type ConversationSummary, peopleBeside } from "../../protocol/events.ts";
import { nameKey } from "../../protocol/names.ts";
import { replies } from "../../protocol/server_frames.ts";
import { roomReplies } from "../../protocol/requests/rooms.ts";
import { ExitCode, Failure } from "../exit_codes.ts";
import type { Server } from "../server.ts";
import { pick } from "valibot";

/** Asks the API; rejects with a `Refused` that carries the server's words, or with `Lost`. */
export async function asked<S extends v.GenericSchema>(
  server: Server,
  schema: S,
  method: string,
  path: string,
  body?: Record<string, unknown>,
  withinMs?: number,
): Promise<v.InferOutput<S>> {
  const said = await server.ask(schema, method, path, body, withinMs);
  if ("answer" in said) return said.answer;
  const { code, detail, retryAfterMs } = said.problem;
  throw new Refused({ code, message: detail, retryAfterMs });
}

const Conversations = pick(replies.sync, ["conversations"]);

/** The conversation of `#room` or of somebody's name; throws a `Failure` where there is none of the user's. */
export async function placeOf(server: Server, to: string): Promise<ConversationSummary> {
  const { conversations } = await asked(server, Conversations, "GET", "/conversations");
  const found = findPlace(conversations, to);
  if (found) return found;
  const { own } = server.speech;
  if (to.startsWith("#")) {
    throw new Failure(own.t("failure.unknown-room", { room: to.slice(1) }), ExitCode.refused);
  }
  return (await asked(server, roomReplies.open, "POST", "/conversations", {
    with: to.replace(/^@/, ""),
  }))
    .conversation;
}

/** `#room` by name or title, a person by name, or an id. */
function findPlace(
  conversations: readonly ConversationSummary[],
  to: string,
): ConversationSummary | undefined {
  if (!to.startsWith("#")) {
    const key = nameKey(to.replace(/^@/, ""));
    return conversations.find((one) =>
      one.id === to || one.with !== undefined && !one.with.gone && nameKey(one.with.name) === key
    );
  }
  const room = to.slice(1);
  const key = nameKey(room);
  const rooms = conversations.filter(({ kind }) => kind === "room");
  return rooms.find(({ name }) => name === room) ??
    rooms.find(({ title }) => title !== undefined && nameKey(title) === key);
}

/** Who else is in a direct conversation, or what the room is called: for lines of JSON. */
export function placeName(one: ConversationSummary): string {
  return one.kind === "room"
    ? `#${one.name ?? one.id}`
    : peopleBeside(one).map(({ name }) => name).join(", ");
}
