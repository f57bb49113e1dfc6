import * as v from "valibot";
import type { Administration } from "../../../lib/chat/administration.ts";
import { type Operation, operation } from "../../../lib/http/operation.ts";
import { EMOJI_LIMITS } from "../../../lib/protocol/custom_emoji.ts";
import { ChatError } from "../../../lib/protocol/errors.ts";
import { fileId } from "../../../lib/protocol/requests/pictures.ts";
import { emojiPath } from "../../../lib/ui/paths.ts";
import type { FileApiParts } from "../files.ts";

/** What a name may be before it is read. */
const typedName = v.pipe(v.string(), v.maxLength(100));

export interface EmojiParts extends Pick<FileApiParts, "files"> {
  administration: Administration;
}

/** The emoji of the community. */
export function emojiOperations({ administration, files }: EmojiParts): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/emoji",
      summary: "The emoji of the community, and where their pictures are",
      bots: "read",
      reply: v.object({
        version: v.string(),
        emoji: v.array(v.object({ name: v.string(), picture: v.string() })),
      }),
      run() {
        const { version, emoji } = administration.emoji();
        const all = Object.entries(emoji).sort(([one], [other]) => one < other ? -1 : 1)
          .map(([name, tag]) => ({ name, picture: emojiPath(tag) }));
        return Promise.resolve({ version, emoji: all });
      },
    }),
    operation({
      method: "PUT",
      path: "/admin/emoji/:name",
      summary: "Add an emoji, or give it another picture: one that was uploaded",
      body: v.object({ file: fileId }),
      async run({ actor, part, body }) {
        async function picture() {
          const file = await files.downloads.ofUploader(actor(), body.file);
          const fits = file.size <= EMOJI_LIMITS.bytes;
          if (!fits) throw new ChatError("emoji-picture", { field: "file", ...EMOJI_LIMITS });
          return await new Response(file.stream(0, file.size)).bytes();
        }
        await administration.addEmoji(actor(), { name: part("name"), picture });
      },
    }),
    operation({
      method: "PATCH",
      path: "/admin/emoji/:name",
      summary: "Give an emoji another name",
      body: v.object({ name: typedName }),
      run: ({ actor, part, body }) => administration.renameEmoji(actor(), part("name"), body.name),
    }),
    operation({
      method: "DELETE",
      path: "/admin/emoji/:name",
      summary: "Remove an emoji: what was written with it shows its name",
      run: ({ actor, part }) => administration.removeEmoji(actor(), part("name")),
    }),
  ];
}
