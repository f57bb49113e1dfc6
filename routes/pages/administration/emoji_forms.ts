import { Hono } from "hono";
import { Semaphore } from "../../../lib/async/semaphore.ts";
import { actorOf, type HttpEnv } from "../../../lib/http/environment.ts";
import { EMOJI_LIMITS } from "../../../lib/protocol/custom_emoji.ts";
import { ChatError } from "../../../lib/protocol/errors.ts";
import { ACTIONS, ADMIN } from "../../../lib/ui/administration/paths.ts";
import { readUpload } from "../upload_form.ts";
import { readForm } from "../form.ts";
import type { PageServices } from "../services.ts";
import { handleForm } from "./page.ts";

/** Forms with a picture that are read at once: each is in memory as a whole. */
const FORMS = { concurrency: 2, maxQueued: 100 };

/** The emoji of the community. */
export function emojiForms(services: PageServices): Hono<HttpEnv> {
  const { administration } = services;
  const app = new Hono<HttpEnv>();
  const forms = new Semaphore(FORMS);

  app.post(ACTIONS.addEmoji, async (c) => {
    const actor = actorOf(c);
    const typed = { name: "", picture: "" };
    const posted = { action: ACTIONS.addEmoji, typed, next: ADMIN.community };
    return await handleForm(c, services, posted, async () => {
      await forms.run(async () => {
        const { form, tooLarge } = await readUpload(c, EMOJI_LIMITS.bytes);
        const [name, file] = [form.get("name"), form.get("picture")];
        typed.name = typeof name === "string" ? name : "";
        if (tooLarge) throw new ChatError("emoji-picture", { field: "picture", ...EMOJI_LIMITS });
        // One that is missing is an empty one.
        const picture = file instanceof File ? await file.bytes() : new Uint8Array();
        await administration.addEmoji(actor, {
          name: typed.name,
          picture: () => Promise.resolve(picture),
        });
      });
      return { done: "emoji" };
    });
  });

  app.post(ACTIONS.renameEmoji, async (c) => {
    const actor = actorOf(c);
    const { next, name, to } = await readForm(c, "next", "name", "to");
    const posted = { action: ACTIONS.renameEmoji, about: [name], typed: { name: to }, next };
    return await handleForm(c, services, posted, async () => {
      await administration.renameEmoji(actor, name, to);
      return { done: "emoji" };
    });
  });

  app.post(ACTIONS.removeEmoji, async (c) => {
    const actor = actorOf(c);
    const { next, name } = await readForm(c, "next", "name");
    const posted = { action: ACTIONS.removeEmoji, about: [name], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      await administration.removeEmoji(actor, name);
      return { done: "emoji" };
    });
  });

  return app;
}
