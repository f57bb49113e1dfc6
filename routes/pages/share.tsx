import { Hono } from "hono";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { en } from "../../lib/i18n/install/en.ts";
import { es } from "../../lib/i18n/install/es.ts";
import { fr } from "../../lib/i18n/install/fr.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import { OPEN_PATH, SHARE_PATH } from "../../lib/ui/app_paths.ts";
import { PATHS } from "../../lib/ui/paths.ts";
import { SharePage } from "../../lib/ui/pages/share_page.tsx";
import { sharedText } from "../../lib/ui/shared_text.ts";
import { answer } from "./answer.tsx";
import { readForm } from "./form.ts";
import { framed } from "./frame.tsx";
import { nextPath } from "./next_path.ts";
import type { PageServices } from "./services.ts";

const WORDS = { en, es, fr };

/** An address holds no more of a text: it is escaped, and browsers and proxies have an end. */
const MAX_ADDRESS = 6_000;

/** What the system sends to the installed app: what is shared with it, and links of its own kind. */
export function shareRoutes(services: PageServices): Hono<HttpEnv> {
  const { chat } = services;
  const app = new Hono<HttpEnv>();

  // Whatever is posted here is only asked about: it changes nothing.
  app.post(SHARE_PATH, async (c) => {
    const text = sharedText(await readForm(c, "title", "text", "url"));
    return c.redirect(`${SHARE_PATH}?${new URLSearchParams({ text: fitting(text) })}`, 303);
  });

  app.get(SHARE_PATH, async (c) => {
    const { title = "", text = "", url = "", held } = c.req.query();
    const actor = actorOf(c);
    const { conversations } = await chat.sync(actor);
    const byUse = conversations.toSorted((one, other) => other.lastAt - one.lastAt);
    return await answerShare(c, services, {
      text: sharedText({ title, text, url }),
      ...(held !== undefined && { held: held.slice(0, 40) }),
      conversations: byUse.filter((one) => !one.readOnly && !one.closed),
    });
  });

  // `web+palabre:/rooms/general` is a path of ours, whatever host the link names.
  app.get(OPEN_PATH, (c) => {
    const [, path = ""] = /^web\+palabre:(?:\/\/[^/]*)?(\/.*)$/.exec(c.req.query("link") ?? "") ??
      [];
    return c.redirect(nextPath(path, PATHS.home), 303);
  });

  return app;
}

async function answerShare(
  c: HttpContext,
  services: PageServices,
  shown: Omit<Parameters<typeof SharePage>[0], "words">,
): Promise<Response> {
  const catalog = WORDS[c.var.locale];
  const title = translatorOf<typeof en>(c.var.locale, catalog).t("share.title");
  const page = { title, body: <SharePage words={catalog} {...shown} /> };
  return answer(c, services, await framed(c, services, page));
}

/** As much of a text as an address may hold. */
function fitting(text: string): string {
  let kept = text.slice(0, MAX_ADDRESS).toWellFormed();
  while (encodeURIComponent(kept).length > MAX_ADDRESS) {
    kept = kept.slice(0, Math.floor(kept.length * 0.9)).toWellFormed();
  }
  return kept;
}
