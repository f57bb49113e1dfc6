import type { Hono } from "hono";
import { Semaphore } from "../../lib/async/semaphore.ts";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { withinSendRate } from "../../lib/http/rate.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import type { ConversationSummary } from "../../lib/protocol/events.ts";
import type { Random } from "../../lib/runtime/clock.ts";
import type { Actor } from "../../lib/chat/chat.ts";
import type { Uploads } from "../../lib/files/uploads.ts";
import { ACTIONS } from "../../lib/ui/administration/paths.ts";
import { conversationPath, PATHS } from "../../lib/ui/paths.ts";
import { answerForm } from "./plain_forms.tsx";
import { messageIdOf } from "./message_id.ts";
import { readPosition } from "./read_position.ts";
import { readUpload } from "./upload_form.ts";
import type { PageServices } from "./services.ts";

const ATTACH = "/attach";
/** Forms with a file that are read at once: each is in memory as a whole. */
const FORMS = { concurrency: 2, maxQueued: 100 };

/** What was typed into the form. */
interface Typed {
  text: string;
  alt: string;
  id: string;
  after: number;
}

/** Whether a form may be as large as a file. */
export function takesFile(path: string): boolean {
  return path.endsWith(ATTACH) ||
    [PATHS.ownPicture, ACTIONS.picture, ACTIONS.addEmoji].some((one) => path === one);
}

/**
 * GET and POST `…/attach`: sends a file (`file`) with what it shows (`alt`) and a text, where there is no
 * script; `do` = “ask” shows the form, with the text. `id` makes a second press harmless (D3). What is
 * refused is asked again, as it was typed; the file is asked for anew.
 */
export function attachForm(
  app: Hono<HttpEnv>,
  path: string,
  find: (c: HttpContext) => Promise<ConversationSummary>,
  services: PageServices,
): void {
  const { chat, files: { uploads }, limits, random, sendRate } = services;
  const forms = new Semaphore(FORMS);
  const most = limits.files?.bytes ?? 0;

  app.get(path + ATTACH, async (c) => {
    const conversation = await find(c);
    const empty = { text: "", alt: "", id: random.uuid(), after: conversation.head };
    return answerForm(c, services, conversation, { is: "attach", ...empty, most });
  });

  app.post(path + ATTACH, async (c) => {
    const conversation = await find(c);
    let typed: Typed = { text: "", alt: "", id: random.uuid(), after: 0 };
    let asked = false;
    try {
      await forms.run(async () => {
        const { form, tooLarge } = await readUpload(c, most);
        typed = typedIn(form, random);
        asked = form.get("do") === "ask";
        if (asked) return;
        if (tooLarge) throw new ChatError("file-too-large", { bytes: most });
        await send(c, conversation, form.get("file"), typed);
      });
    } catch (error) {
      return answerForm(c, services, conversation, { is: "attach", ...typed, most }, error);
    }
    if (asked) return answerForm(c, services, conversation, { is: "attach", ...typed, most });
    return c.redirect(conversationPath(conversation), 303);
  });

  async function send(
    c: HttpContext,
    { id: conversation }: ConversationSummary,
    file: FormDataEntryValue | null,
    { text, alt, id, after }: Typed,
  ): Promise<void> {
    const actor = withinSendRate(sendRate, actorOf(c));
    if (!(file instanceof File)) throw new ChatError("file-size");
    await withUpload(uploads, actor, file, async (uploaded) => {
      const shared = { id: uploaded, ...(alt !== "" && { alt }) };
      await chat.post(actor, { conversation, id, text, after, files: [shared] });
    });
  }
}

/** Uploads what a form holds, and does with it what it is for; where that fails, it is taken back. */
export async function withUpload(
  uploads: Uploads,
  actor: Actor,
  file: File,
  use: (id: string) => Promise<unknown>,
): Promise<void> {
  const { id } = await uploads.create(actor, { name: file.name, size: file.size });
  try {
    await uploads.append(actor, id, 0, file.stream());
    await use(id);
  } catch (error) {
    await uploads.remove(actor, id).catch(() => {}); // else it is swept
    throw error;
  }
}

function typedIn(form: FormData, random: Pick<Random, "uuid">): Typed {
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value.replaceAll("\r\n", "\n") : "";
  };
  return {
    text: field("text"),
    alt: field("alt"),
    id: messageIdOf(field("id"), random),
    after: readPosition(field("after")),
  };
}
