// Emoji of the community of an export: beside those that are here, which stay.
import {
  type EmojiMeans,
  type EmojiPicture,
  emojiTagOf,
  isNameHeld,
  makeEmojiPicture,
  readEmojiName,
} from "../../chat/community/make_emoji.ts";
import { HeldWords } from "../../chat/moderation/held_words.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import { listAll } from "../../kv/list_pages.ts";
import { bytesOf } from "../../pictures/bytes.ts";
import { readPicture } from "../../pictures/picture.ts";
import { type CustomEmoji, EMOJI_LIMITS } from "../../protocol/custom_emoji.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { Random } from "../../runtime/clock.ts";
import {
  addPicture,
  readCustomEmoji,
  removePictures,
  writeCustomEmoji,
} from "../../store/community/custom_emoji.ts";
import { readHeldWordsRow } from "../../store/community/held_words.ts";
import type { Losses } from "./losses.ts";
import type { SourceFile } from "./source.ts";

/** Emoji of one import. Run again, it finds what it added. */
export class ImportedEmoji {
  /** Those that are here, and those that come. */
  #emoji: CustomEmoji = {};
  /** Words that no name that comes may have: nobody of the community wrote it. */
  #held = new HeldWords([]);

  constructor(
    private readonly parts: {
      /** Of the import. */
      id: string;
      kv: Kv;
      random: Pick<Random, "uuid">;
      losses: Pick<Losses, "note">;
      means: EmojiMeans;
      applies: boolean;
    },
  ) {}

  async load(): Promise<void> {
    this.#emoji = (await readCustomEmoji(this.parts.kv)).emoji;
    this.#held = new HeldWords(await readHeldWordsRow(this.parts.kv));
  }

  /** Whether one of this name is drawn here. */
  draws(name: string): boolean {
    return Object.hasOwn(this.#emoji, name);
  }

  /** Adds one; whether it is here then, with the picture of the export. */
  async take({ name: typed, open }: SourceFile): Promise<boolean> {
    const { losses, means } = this.parts;
    try {
      const name = await readEmojiName(typed, means);
      const picture = await this.#pictureOf(await bytesIn(open));
      const is = await this.#add(name, picture);
      if (is !== "here") losses.note(is, `:${name}:`);
      return is === "here";
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      losses.note("emoji-refused", `:${typed}:`);
      return false;
    }
  }

  /** One that was made here once stays as it is; any other is made small. Throws `emoji-picture`. */
  async #pictureOf(bytes: Uint8Array<ArrayBuffer>): Promise<EmojiPicture> {
    if (await isMade(bytes)) return { tag: emojiTagOf(bytes), bytes };
    return await makeEmojiPicture(bytes, this.parts.means);
  }

  async #add(
    name: string,
    { tag, bytes }: EmojiPicture,
  ): Promise<"here" | "emoji-kept" | "emoji-refused"> {
    const { id, kv, random, applies } = this.parts;
    const standing = (emoji: CustomEmoji) => {
      if (Object.hasOwn(emoji, name)) return emoji[name] === tag ? "here" : "emoji-kept";
      const isFull = Object.keys(emoji).length >= EMOJI_LIMITS.count;
      return isFull || isNameHeld(name, this.#held) ? "emoji-refused" : undefined;
    };
    const now = standing(this.#emoji);
    if (now) return now;
    let outcome: ReturnType<typeof standing>;
    if (applies) {
      await writeCustomEmoji(kv, {
        id: random.uuid(),
        decide(before) {
          outcome = standing(before);
          if (outcome) return Promise.resolve(undefined);
          const added = { type: "set", key: keys.importEmoji(id, name), value: tag } as const;
          const emoji = { ...before, [name]: tag };
          return Promise.resolve({ emoji, checks: [], mutations: [addPicture(tag, bytes), added] });
        },
      });
    }
    this.#emoji = { ...this.#emoji, [name]: tag };
    return outcome ?? "here";
  }
}

/** The names of the emoji that an import added. */
export async function emojiOfImport(kv: Kv, id: string): Promise<string[]> {
  return (await listAll<string>(kv, keys.importAllEmoji(id))).map(({ key }) => String(key[2]));
}

/** Takes the emoji back that an import added and nobody changed since; `change`: no other change is called so. */
export async function takeEmojiBack(kv: Kv, id: string, change: string): Promise<void> {
  const added = await listAll<string>(kv, keys.importAllEmoji(id));
  if (added.length === 0) return;
  const tags = new Map(added.map(({ key, value }) => [String(key[2]), value]));
  await writeCustomEmoji(kv, {
    id: change,
    decide(before) {
      const stays = Object.entries(before).filter(([name, tag]) => tags.get(name) !== tag);
      const emoji = Object.fromEntries(stays);
      const rows = added.map(({ key }) => ({ type: "delete", key }) as const);
      const mutations = [...removePictures(before, emoji), ...rows];
      return Promise.resolve({ emoji, checks: [], mutations });
    },
  });
}

/** Small, still, and telling nothing besides: as pictures of emoji are kept. */
async function isMade(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const picture = bytes.length <= EMOJI_LIMITS.kept && await readPicture(bytesOf(bytes));
  if (!picture || picture.clean) return false;
  const isSmall = Math.max(picture.width, picture.height) <= EMOJI_LIMITS.side;
  const moves = new TextDecoder("latin1").decode(bytes).includes("acTL");
  return isSmall && !moves && ["image/png", "image/jpeg"].includes(picture.type);
}

/** All of them, or more than an emoji may have; none where the export has none. */
async function bytesIn(open: SourceFile["open"]): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of open?.() ?? []) {
    parts.push(part);
    size += part.length;
    if (size > EMOJI_LIMITS.bytes) break;
  }
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
}
