import { createHash } from "node:crypto";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import { type CustomEmoji, EMOJI_LIMITS, isEmojiName } from "../../protocol/custom_emoji.ts";
import { ChatError } from "../../protocol/errors.ts";
import { encodeBase64Url } from "../../runtime/base64url.ts";
import type { Random } from "../../runtime/clock.ts";
import { writeCustomEmoji } from "../../store/community/custom_emoji.ts";
import type { AuditEntries } from "../audit_entries.ts";
import type { Actor, Announcer } from "../chat.ts";
import type { Community } from "../identity/admission_settings.ts";
import { requirePermission } from "../moderation/authorize.ts";

/** Bytes of the digest that the address of a picture has. */
const TAG_BYTES = 9;

/** The emoji of the community. Who added one is in the audit log alone. */
export interface EmojiAdministration {
  /** As far as this instance knows; everyone may know. */
  customEmoji(): CustomEmoji;
  /**
   * Adds one, or gives it another picture, which is made small. Throws `not-allowed`, `emoji-name`,
   * `emoji-name-taken` (a name that all chats know), `emoji-too-many`, `emoji-picture`.
   */
  addEmoji(actor: Actor, emoji: { name: string; picture: Uint8Array<ArrayBuffer> }): Promise<void>;
  /** What was written with it shows its name from now on. Throws `not-allowed`. */
  removeEmoji(actor: Actor, name: string): Promise<void>;
}

/** What they are changed with. */
export interface EmojiParts {
  kv: Kv;
  community: Pick<Community, "refresh" | "customEmoji">;
  announcer: Pick<Announcer, "announce">;
  audit: AuditEntries;
  random: Random;
  /** Makes a picture as small as an emoji; nothing of what is none. */
  shrink(picture: Uint8Array<ArrayBuffer>): Promise<{ bytes: Uint8Array<ArrayBuffer> } | undefined>;
  /** Whether a name is one that all chats know an emoji by. */
  isKnownName(name: string): Promise<boolean>;
}

/** Each change with its line in the audit log, and with its picture, in one commit. */
export function createEmojiAdministration(
  { kv, community, announcer, audit, random, shrink, isKnownName }: EmojiParts,
): EmojiAdministration {
  async function write(
    actor: Actor,
    act: "emoji-added" | "emoji-removed",
    name: string,
    picture?: { tag: string; bytes: Uint8Array<ArrayBuffer> },
  ) {
    const entry = audit.entry(actor.user, { act, what: `:${name}:` });
    await writeCustomEmoji(kv, {
      id: random.uuid(),
      async decide(before) {
        const { [name]: replaced, ...others } = before;
        const emoji = picture ? { ...others, [name]: picture.tag } : others;
        if (Object.keys(emoji).length > EMOJI_LIMITS.count) {
          throw new ChatError("emoji-too-many", { limit: EMOJI_LIMITS.count });
        }
        const isShown = replaced === undefined || Object.values(emoji).includes(replaced);
        const { checks } = await audit.confirm(actor, "change who may come in");
        return {
          emoji,
          checks,
          mutations: [
            entry,
            ...(picture
              ? [
                { type: "set", key: keys.emojiPicture(picture.tag), value: picture.bytes } as const,
              ]
              : []),
            ...(isShown ? [] : [{ type: "delete", key: keys.emojiPicture(replaced) } as const]),
          ],
        };
      },
    });
    await community.refresh();
    const message = { type: "changed", what: "settings", id: "" } as const;
    announcer.announce([{ topic: "everyone", message }]);
  }

  return {
    customEmoji: () => community.customEmoji(),

    async addEmoji(actor, { name: typed, picture }) {
      requirePermission(actor, "change who may come in");
      const name = typed.trim().replace(/^:|:$/g, "").toLowerCase();
      if (!isEmojiName(name)) throw new ChatError("emoji-name", { field: "name" });
      if (await isKnownName(name)) throw new ChatError("emoji-name-taken", { field: "name", name });
      const small = picture.length <= EMOJI_LIMITS.bytes ? await shrink(picture) : undefined;
      if (!small) throw new ChatError("emoji-picture", { field: "picture", ...EMOJI_LIMITS });
      const digest = createHash("sha256").update(small.bytes).digest().subarray(0, TAG_BYTES);
      const tag = encodeBase64Url(new Uint8Array(digest));
      await write(actor, "emoji-added", name, { tag, bytes: small.bytes });
    },

    async removeEmoji(actor, name) {
      requirePermission(actor, "change who may come in");
      await write(actor, "emoji-removed", name);
    },
  };
}
