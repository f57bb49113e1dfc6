import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { isLocale } from "../../lib/i18n/locale.ts";
import { LIMITS } from "../../lib/protocol/limits.ts";
import {
  DENSITIES,
  type Preferences,
  preferencesCookie,
  THEMES,
} from "../../lib/ui/preferences.ts";
import type { SettingsPageProps } from "../../lib/ui/pages/props.ts";
import { PATHS } from "../../lib/ui/paths.ts";
import { answer } from "./answer.tsx";
import { settingsFace } from "./faces.tsx";
import { readForm } from "./form.ts";
import { nextPath } from "./next_path.ts";
import { preferencesOf, readerOf } from "./reader.ts";
import { say } from "./refused.tsx";
import type { PageServices } from "./services.ts";
import { statusEnd } from "./status_end.ts";

/** How pages look and speak: the settings, and the language switch that every page has. */
export function settingsRoutes(services: PageServices): Hono<HttpEnv> {
  const { clock, presence } = services;
  const app = new Hono<HttpEnv>();

  app.get(PATHS.settings, async (c) => {
    const status = await statusOf(services, actorOf(c).user.id);
    return answerSettings(c, services, { status, saved: "saved" in c.req.query() });
  });

  app.post(PATHS.settings, async (c) => {
    const { user } = actorOf(c);
    const form = await readForm(
      c,
      ...["locale", "theme", "density", "arrivals", "status", "until"] as const,
    );
    const before = preferencesOf(c);
    const look: Preferences = {
      ...before,
      locale: isLocale(form.locale) ? form.locale : before.locale,
      theme: THEMES.find((theme) => theme === form.theme) ?? before.theme,
      density: DENSITIES.find((density) => density === form.density) ?? before.density,
      arrivals: form.arrivals === "on",
    };
    let kept: number | undefined;
    try {
      kept = (await statusOf(services, user.id)).until;
      presence.report(user.id, "", {
        status: form.status,
        until: statusEnd(form.until, {
          now: clock.now(),
          timeZone: before.timeZone,
          kept,
        }),
      });
      await keep(c, services, look);
    } catch (error) {
      const { refusal, status, message } = say(c, services, error);
      const field = refusal === "status-too-long" ? "status" : "form";
      const shown = {
        status: { text: form.status, until: kept },
        chosen: { until: form.until, look },
        error: { field, message },
      } as const;
      return answerSettings(c, services, shown, status);
    }
    return c.redirect(`${PATHS.settings}?saved`, 303);
  });

  app.post(PATHS.language, async (c) => {
    const { locale, next } = await readForm(c, "locale", "next");
    if (isLocale(locale)) await keep(c, services, { ...preferencesOf(c), locale });
    return c.redirect(nextPath(next, PATHS.home), 303);
  });

  return app;
}

function answerSettings(
  c: HttpContext,
  services: PageServices,
  shown: Pick<SettingsPageProps, "status" | "chosen" | "saved" | "error">,
  status?: ContentfulStatusCode,
): Response {
  const { user } = actorOf(c);
  const face = settingsFace(services.Island, {
    reader: readerOf(c, services),
    community: services.community,
    me: user,
    limits: LIMITS,
    ...shown,
  });
  return answer(c, services, { ...face, status });
}

/** Who sits here is nowhere in the chat: what they say of themselves is read from the store. */
async function statusOf({ presence }: PageServices, user: string) {
  const kept = await presence.status(user);
  return { text: kept?.status ?? "", until: kept?.until };
}

/** Keeps preferences in the browser, and the language with the account: refusals speak it too. */
async function keep(c: HttpContext, { identity }: PageServices, preferences: Preferences) {
  const { actor, locale } = c.var;
  if (actor && locale !== preferences.locale) {
    await identity.changeLocale(actor, preferences.locale);
  }
  c.header("Set-Cookie", preferencesCookie(preferences), { append: true });
}
