import { ChatError } from "../../protocol/errors.ts";
import type { MessageEvent, Profiles } from "../../protocol/events.ts";
import type { ForwardOrigin } from "../../protocol/requests/forwards.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import type { Place } from "../../store/conversations/read_marks.ts";
import type { ForwardRows } from "../../store/messages/forward_rows.ts";
import type { Actor, Chat } from "../chat.ts";
import type { ForwardUseCases } from "../contract/forwards.ts";
import type { Access } from "../conversations/access.ts";
import { firstVisible } from "../conversations/visible.ts";
import type { Directory } from "../identity/profiles.ts";
import type { ForwardFiles } from "./forward_files.ts";
import { OriginChanged, type Post } from "./post.ts";

/** How often it is tried while what is forwarded changes. */
const MAX_TRIES = 5;

/** What forwards are made over. */
export interface ForwardParts {
  access: Pick<Access, "see">;
  rows: ForwardRows;
  messages: { history: Chat["history"]; post: Post; copyFiles: ForwardFiles };
  conversations: Pick<Conversations, "getMany">;
  directory: Pick<Directory, "profiles">;
  clock: Pick<Clock, "now">;
}

/**
 * Forwarding: the words are copied, for later ones of the origin were not meant for other readers; they
 * go when the origin goes (M3). Where it stands is in a row of its own: whoever may not see that is told
 * of no place, and no name.
 */
export function createForwards(
  { access, rows, messages, conversations, directory, clock }: ForwardParts,
): ForwardUseCases {
  const { history, post, copyFiles } = messages;
  /** A message as the actor may read it. Throws `unknown-message`, and as `history` does. */
  async function read(actor: Actor, { conversation, seq }: Place): Promise<MessageEvent> {
    const page = await history(actor, { conversation, after: seq - 1, limit: 1 });
    const [event] = page.events;
    const stands = event?.kind === "message" && event.seq === seq && event.deletedAt === undefined;
    if (!stands) throw new ChatError("unknown-message");
    return event;
  }

  /** What the actor may know of a place: a public room that they are not in has its name alone. */
  async function known(actor: Actor, target: number, { conversation, seq }: Place) {
    try {
      const { by } = await read(actor, { conversation, seq });
      return { target, conversation, seq, by };
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      if (error.refusal !== "not-member") return undefined;
    }
    const room = (await conversations.getMany([conversation])).get(conversation);
    if (room?.name === undefined) return undefined;
    const { name, title } = room;
    return { target, conversation, seq, by: "", room: { name, ...(title && { title }) } };
  }

  return {
    async forward(actor, { conversation, target: seq, into, to, id, after }, acknowledge) {
      const origin = { conversation, seq };
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        const check = await rows.version(origin); // before it is read: what changes then is seen
        const { text, at, vanishMs, files } = await read(actor, origin);
        const left = vanishMs === undefined ? undefined : Math.max(1, at + vanishMs - clock.now());
        const message = { conversation: into, to, id, text, after };
        const forwarded = {
          origin,
          check,
          vanishMs: left,
          ...(files && { files: await copyFiles(actor, files) }),
        };
        try {
          return await post(actor, message, acknowledge, { forwarded });
        } catch (error) {
          if (!(error instanceof OriginChanged)) throw error;
        }
      }
      throw new ChatError("unavailable");
    },

    async origins(actor, { conversation, targets }) {
      const first = firstVisible(await access.see(actor, conversation), actor.user.id);
      const shown = targets.filter((seq) => seq >= first);
      const places = await rows.origins(shown.map((seq) => ({ conversation, seq })));
      const found = await Promise.all(
        places.map((place, n) => place && known(actor, shown[n]!, place)),
      );
      const origins = found.filter((one): one is ForwardOrigin => one !== undefined);
      const users: Profiles = await directory.profiles(
        new Set(origins.flatMap(({ by }) => by === "" ? [] : [by])),
      );
      return { origins, users };
    },
  };
}
