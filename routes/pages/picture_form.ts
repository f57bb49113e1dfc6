import { Semaphore } from "../../lib/async/semaphore.ts";
import { actorOf, type HttpContext } from "../../lib/http/environment.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { PICTURE_LIMITS } from "../../lib/protocol/requests/pictures.ts";
import { withUpload } from "./attach_form.ts";
import type { PageServices } from "./services.ts";
import { readUpload } from "./upload_form.ts";

/** Forms with a picture that are read at once: each is in memory as a whole. */
const FORMS = { concurrency: 4, maxQueued: 100 };

/** Reads a form that holds a picture, or asks for none, and does what `change` does with it. */
export type TakePicture = (
  c: HttpContext,
  change: (file: string | undefined) => Promise<unknown>,
) => Promise<void>;

/** Pictures by forms. Throws what `change` throws, `picture-too-large`, and of uploads. */
export function takesPictures({ files: { uploads } }: Pick<PageServices, "files">): TakePicture {
  const forms = new Semaphore(FORMS);
  return async (c, change) => {
    const actor = actorOf(c);
    await forms.run(async () => {
      const { form, tooLarge } = await readUpload(c, PICTURE_LIMITS.bytes);
      if (tooLarge) {
        throw new ChatError("picture-too-large", { field: "picture", ...PICTURE_LIMITS });
      }
      const picture = form.get("picture");
      if (form.get("remove") === "on") await change(undefined);
      else if (picture instanceof File) await withUpload(uploads, actor, picture, change);
      else throw new ChatError("file-size");
    });
  };
}
