import type { Kv, Mutation } from "../../kv/kv.ts";
import { type CustomEmoji, EMOJI_LIMITS, type EmojiList } from "../../protocol/custom_emoji.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { Random } from "../../runtime/clock.ts";
import {
  addPicture,
  removePictures,
  writeCustomEmoji,
} from "../../store/community/custom_emoji.ts";
import type { AuditEntries } from "../audit_entries.ts";
import type { Actor, Announcer } from "../chat.ts";
import type { Community } from "../identity/admission_settings.ts";
import { requirePermission } from "../moderation/authorize.ts";
import { type EmojiMeans, isNameHeld, makeEmojiPicture, readEmojiName } from "./make_emoji.ts";

const MAY = "change who may come in";

/** The emoji of the community. Who added one is in the audit log alone. */
export interface EmojiAdministration {
  /** As far as this instance knows; everyone may know. */
  emoji(): EmojiList;
  /**
   * Adds one, or gives it another picture, which is made small; `picture` is asked for where the actor
   * may. Throws what it throws, `not-allowed`, `emoji-name`,
   * `emoji-name-taken` (a name that all chats know), `emoji-name-held` (it has a word that messages
   * wait for), `emoji-too-many`, `emoji-picture`.
   */
  addEmoji(
    actor: Actor,
    emoji: { name: string; picture(): Promise<Uint8Array<ArrayBuffer>> },
  ): Promise<void>;
  /**
   * Gives one another name. What was written with the name before shows that name from now on. Throws
   * as `addEmoji`, `unknown-emoji`, and `emoji-name-used` where another one has the name.
   */
  renameEmoji(actor: Actor, name: string, to: string): Promise<void>;
  /** What was written with it shows its name from now on. Throws `not-allowed`, `unknown-emoji`. */
  removeEmoji(actor: Actor, name: string): Promise<void>;
}

/** What they are changed with. */
export interface EmojiParts extends EmojiMeans {
  kv: Kv;
  community: Pick<Community, "refresh" | "emoji" | "heldWords">;
  announcer: Pick<Announcer, "announce">;
  audit: AuditEntries;
  random: Random;
}

/** What becomes of all of them by one act. */
interface Change {
  act: "emoji-added" | "emoji-renamed" | "emoji-removed";
  what: string;
  /** Asked anew on each try; it may refuse. */
  after(before: CustomEmoji): CustomEmoji;
  pictures?: Mutation[];
}

/** Each change with its line in the audit log, and with its picture, in one commit. */
export function createEmojiAdministration(
  { kv, community, announcer, audit, random, ...means }: EmojiParts,
): EmojiAdministration {
  async function write(actor: Actor, { act, what, after, pictures = [] }: Change) {
    const entry = audit.entry(actor.user, { act, what });
    await writeCustomEmoji(kv, {
      id: random.uuid(),
      async decide(before) {
        const emoji = after(before);
        const { checks } = await audit.confirm(actor, MAY);
        const gone = removePictures(before, emoji);
        return { emoji, checks, mutations: [entry, ...pictures, ...gone] };
      },
    });
    await community.refresh();
    const message = { type: "changed", what: "settings", id: "" } as const;
    announcer.announce([{ topic: "everyone", message }]);
  }

  async function freeName(typed: string): Promise<string> {
    const name = await readEmojiName(typed, means);
    if (isNameHeld(name, community.heldWords())) {
      throw new ChatError("emoji-name-held", { field: "name" });
    }
    return name;
  }

  return {
    emoji: () => community.emoji(),

    async addEmoji(actor, { name: typed, picture }) {
      requirePermission(actor, MAY);
      const name = await freeName(typed);
      const { tag, bytes } = await makeEmojiPicture(await picture(), means);
      await write(actor, {
        act: "emoji-added",
        what: `:${name}:`,
        pictures: [addPicture(tag, bytes)],
        after(before) {
          const emoji = { ...before, [name]: tag };
          if (Object.keys(emoji).length > EMOJI_LIMITS.count) {
            throw new ChatError("emoji-too-many", { limit: EMOJI_LIMITS.count });
          }
          return emoji;
        },
      });
    },

    async renameEmoji(actor, name, typed) {
      requirePermission(actor, MAY);
      const to = await freeName(typed);
      await write(actor, {
        act: "emoji-renamed",
        what: `:${name}: → :${to}:`,
        after(before) {
          const { tag, others } = without(before, name);
          if (to !== name && Object.hasOwn(before, to)) {
            throw new ChatError("emoji-name-used", { field: "name", name: to });
          }
          return { ...others, [to]: tag };
        },
      });
    },

    async removeEmoji(actor, name) {
      requirePermission(actor, MAY);
      const after = (before: CustomEmoji) => without(before, name).others;
      await write(actor, { act: "emoji-removed", what: `:${name}:`, after });
    },
  };
}

/** The tag of one, and all others. Throws `unknown-emoji`. */
function without(emoji: CustomEmoji, name: string): { tag: string; others: CustomEmoji } {
  const tag = Object.hasOwn(emoji, name) ? emoji[name] : undefined;
  if (tag === undefined) throw new ChatError("unknown-emoji", { name });
  const { [name]: _, ...others } = emoji;
  return { tag, others };
}
