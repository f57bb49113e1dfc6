import type { Files } from "../files/files.ts";
import type { Community } from "../chat/identity/admission_settings.ts";
import type { Actor } from "../chat/chat.ts";
import { wakeForPreviews } from "../chat/messages/link_previews.ts";
import { createWordScreen } from "../chat/moderation/word_screen.ts";
import { createReadPages, type IsHeld, type KeepPicture } from "../previews/job.ts";
import { createMayCall, createReadPageFor } from "../previews/known_pages.ts";
import { createReadPage } from "../previews/read_page.ts";
import { createShrinkPicture } from "../previews/shrink.ts";
import { ChatError } from "../protocol/errors.ts";
import type { UserId } from "../protocol/events.ts";
import type { Delivery } from "./delivery.ts";
import { type CallOptions, callsOf } from "./outgoing.ts";
import type { Runtime, Stores } from "./stores.ts";

/** What the file of a picture is called: it has no name that anybody gave it. */
const PICTURE_NAME = "preview";

/** Composes what reads the pages that messages link to, and registers its job. */
export function composePreviews(
  { clock, random }: Pick<Runtime, "clock" | "random">,
  stores: Pick<Stores, "users" | "conversations">,
  { jobs, log, onCommitted }: Pick<Delivery, "jobs" | "log" | "onCommitted">,
  { community, files, calls }: {
    community: Pick<Community, "rules" | "settings" | "heldWords">;
    files: Pick<Files, "uploads">;
    calls: CallOptions | undefined;
  },
): void {
  const { fetch } = callsOf(calls);
  const shrink = calls?.shrink ?? createShrinkPicture();
  const parts = { fetch, shrink, mayCall: createMayCall(clock) };
  const read = createReadPageFor(createReadPage(parts), clock);
  const isWanted = async () => (await community.settings()).previews;
  const keep = keepAsUpload(files.uploads);
  const isHeld = asMessagesAre(stores, () => community.heldWords());
  jobs.register(createReadPages({ log, read, keep, isHeld, isWanted, clock, random }));
  onCommitted((committed) => wakeForPreviews(jobs, () => community.rules().previews, committed));
}

/** By the words that their messages wait for. */
function asMessagesAre(
  { users, conversations }: Pick<Stores, "users" | "conversations">,
  words: Community["heldWords"],
): IsHeld {
  const { areIn } = createWordScreen(words);
  return async ({ by, conversation: id }, text) => {
    if (!words().areIn(text)) return false;
    const [user, conversation] = await Promise.all([users.get(by), conversations.get(id)]);
    return !user || areIn({ user }, { text, conversation });
  };
}

/** As what they upload: it counts as that (F5), is made clean, and goes where nothing shows it. */
function keepAsUpload(uploads: Pick<Files["uploads"], "create" | "append">): KeepPicture {
  return async (author, bytes) => {
    const actor = authorOf(author);
    try {
      const { id } = await uploads.create(actor, { name: PICTURE_NAME, size: bytes.length });
      await uploads.append(actor, id, 0, new Blob([bytes]).stream());
      return id;
    } catch (error) {
      if (error instanceof ChatError) return undefined; // muted since, or no room is left
      throw error;
    }
  };
}

function authorOf(user: UserId): Actor {
  return { user: { id: user, name: "", role: "member" }, session: `${PICTURE_NAME} ${user}` };
}
