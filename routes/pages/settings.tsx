import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import type { en } from "../../lib/i18n/account/en.ts";
import { ACCOUNT_CATALOGS } from "../../lib/i18n/catalogs.ts";
import { isLocale } from "../../lib/i18n/locale.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import type { StatusPreset } from "../../lib/protocol/community.ts";
import type { PersonalSettings } from "../../lib/protocol/requests/inbox.ts";
import { LIMITS } from "../../lib/protocol/limits.ts";
import {
  ARRIVALS,
  CLOCKS,
  DENSITIES,
  type Preferences,
  THEMES,
} from "../../lib/ui/settings/preferences.ts";
import { knownTimeZone } from "../../lib/ui/settings/preferences_cookie.ts";
import type { PictureReply } from "../../lib/ui/form_reply.ts";
import type { SettingsPageProps } from "../../lib/ui/pages/props.ts";
import { TimeZonePage } from "../../lib/ui/pages/time_zone_page.tsx";
import { PATHS } from "../../lib/ui/paths.ts";
import { communityOf } from "./community.ts";
import { answer } from "./answer.tsx";
import { framedSettings } from "./frame.tsx";
import { settingsView } from "./page_views.tsx";
import { readForm, wantsJson } from "./form.ts";
import { changeLanguage, savePreferences } from "./language.ts";
import { nextPath } from "./next_path.ts";
import { takesPictures } from "./picture_form.ts";
import { preferencesOf, readerOf } from "./reader.ts";
import { errorMessage } from "./error_pages.tsx";
import type { PageServices } from "./services.ts";
import { statusEnd } from "./status_end.ts";
import { SAID_ID } from "../../lib/ui/elements/said.tsx";

/** How pages look and speak: the settings, and the language switch that every page has. */
export function settingsRoutes(services: PageServices): Hono<HttpEnv> {
  const { chat, clock } = services;
  const app = new Hono<HttpEnv>();

  app.get(PATHS.settings, async (c) => {
    const [status, personal] = await Promise.all([
      storedStatus(services, actorOf(c).user.id),
      chat.settings(actorOf(c), {}),
    ]);
    return answerSettings(c, services, { status, personal, saved: "saved" in c.req.query() });
  });

  app.post(PATHS.settings, async (c) => {
    const actor = actorOf(c);
    const form = await readForm(
      c,
      ...["locale", "theme", "density", "arrivals", "clock", "status", "until"] as const,
      ...["personal", "keywords", "receipts", "typing", "pronouns", "localTime"] as const,
    );
    const before = preferencesOf(c);
    const look: Preferences = {
      ...before,
      locale: isLocale(form.locale) ? form.locale : before.locale,
      theme: THEMES.find((theme) => theme === form.theme) ?? before.theme,
      density: DENSITIES.find((density) => density === form.density) ?? before.density,
      arrivals: ARRIVALS.find((one) => one === form.arrivals) ?? before.arrivals,
      clock: CLOCKS.find((one) => one === form.clock) ?? before.clock,
    };
    let kept: number | undefined;
    try {
      const stored = await storedStatus(services, actor.user.id);
      kept = stored.until;
      const { timeZone } = before;
      const until = statusEnd(form.until, { now: clock.now(), timeZone, kept });
      // A form of an earlier page, or of a script, may not have that part. Of it nobody else is told; of
      // the status they are, and read the rest with it.
      if (form.personal === "on") await chat.settings(actor, personalOf(form, before.timeZone));
      // Who may not say anything may change the rest of the form.
      if (form.status.trim() !== stored.text || until !== kept) {
        await chat.setStatus(actor, { status: form.status, until });
      }
      await savePreferences(c, services, look);
    } catch (error) {
      const { refusal, status, message } = errorMessage(c, services, error);
      const field = refusal === "status-too-long"
        ? "status"
        : refusal === "keywords"
        ? "keywords"
        : refusal === "pronouns-too-long"
        ? "pronouns"
        : "form";
      const shown = {
        status: { text: form.status, until: kept },
        personal: personalOf(form, before.timeZone),
        chosen: { until: form.until, look },
        error: { field, message },
      } as const;
      return answerSettings(c, services, shown, status);
    }
    return c.redirect(`${PATHS.settings}?saved#saved`, 303);
  });

  presetForm(app, services);
  pictureForm(app, services);
  timeZoneForm(app, services);
  app.post(PATHS.language, async (c) => {
    const { locale, next } = await readForm(c, "locale", "next");
    await changeLanguage(c, services, locale);
    return c.redirect(nextPath(next, PATHS.home), 303);
  });

  return app;
}

/** The clock of who reads without a script. */
function timeZoneForm(app: Hono<HttpEnv>, services: PageServices): void {
  app.get(PATHS.timeZone, async (c) => {
    const reader = readerOf(c, services);
    const { locale } = reader.preferences;
    const words = ACCOUNT_CATALOGS[locale];
    const { community, icon } = communityOf(services);
    const page = translatorOf<typeof en>(locale, words).t("zone.title");
    const view = {
      title: translatorOf(locale, reader.words).t("title.page", { page, community }),
      body: (
        <TimeZonePage
          reader={reader}
          community={community}
          icon={icon}
          words={words}
          saved={"saved" in c.req.query()}
        />
      ),
    };
    return answer(c, services, await framedSettings(c, services, view));
  });

  app.post(PATHS.timeZone, async (c) => {
    const { zone } = await readForm(c, "zone");
    const { guessed: _, ...kept } = preferencesOf(c);
    await savePreferences(c, services, { ...kept, timeZone: knownTimeZone(zone) });
    return c.redirect(`${PATHS.timeZone}?saved#${SAID_ID}`, 303);
  });
}

/** One of the statuses to choose from, at once. */
function presetForm(app: Hono<HttpEnv>, services: PageServices): void {
  const { chat, clock } = services;
  app.post(PATHS.ownStatus, async (c) => {
    const actor = actorOf(c);
    const { preset } = await readForm(c, "preset");
    const [end = "", ...status] = preset.split(" ");
    const { timeZone } = preferencesOf(c);
    const until = statusEnd(end, { now: clock.now(), timeZone, kept: undefined });
    try {
      await chat.setStatus(actor, { status: status.join(" "), until });
    } catch (error) {
      const { status, message } = errorMessage(c, services, error);
      const [stored, personal] = await Promise.all([
        storedStatus(services, actor.user.id),
        chat.settings(actor, {}),
      ]);
      const shown = { status: stored, personal, error: { field: "status", message } } as const;
      return answerSettings(c, services, shown, status);
    }
    return c.redirect(`${PATHS.settings}?saved#saved`, 303);
  });
}

/** What stands for oneself, by a form of its own. */
function pictureForm(app: Hono<HttpEnv>, services: PageServices): void {
  const { chat } = services;
  const takePicture = takesPictures(services);
  app.post(PATHS.ownPicture, async (c) => {
    const actor = actorOf(c);
    const isScript = wantsJson(c);
    try {
      let picture: string | undefined;
      await takePicture(c, async (file) => {
        ({ picture } = await services.identity.changePicture(actor, file));
      });
      if (isScript) return c.json<PictureReply>({ picture });
    } catch (error) {
      const { status, message } = errorMessage(c, services, error);
      if (isScript) return c.json<PictureReply>({ error: message }, status);
      const [stored, personal] = await Promise.all([
        storedStatus(services, actor.user.id),
        chat.settings(actor, {}),
      ]);
      const shown = { status: stored, personal, error: { field: "picture", message } } as const;
      return answerSettings(c, services, shown, status);
    }
    return c.redirect(`${PATHS.settings}#picture`, 303);
  });
}

async function answerSettings(
  c: HttpContext,
  services: PageServices,
  shown: Pick<SettingsPageProps, "status" | "personal" | "chosen" | "saved" | "error">,
  status?: ContentfulStatusCode,
): Promise<Response> {
  const { user } = actorOf(c);
  const view = settingsView(services.Island, {
    reader: readerOf(c, services),
    ...communityOf(services),
    me: user,
    presets: presetsOf(c, services),
    limits: LIMITS,
    ...shown,
  });
  const framed = await framedSettings(c, services, view, PATHS.settings);
  return answer(c, services, { ...framed, status });
}

/** Those of the community, or some in the reader's language where it has none. */
function presetsOf(c: HttpContext, { administration }: PageServices): readonly StatusPreset[] {
  const { presets } = administration.profile();
  if (presets.length > 0) return presets;
  const words = ACCOUNT_CATALOGS[preferencesOf(c).locale];
  return [
    { status: words["preset.meeting"], until: "60" },
    { status: words["preset.lunch"], until: "60" },
    { status: words["preset.way"], until: "30" },
    { status: words["preset.sick"], until: "today" },
    { status: words["preset.holiday"], until: "never" },
  ];
}

/** What the form says of mentions, and of what others see. */
function personalOf(
  form: Record<"keywords" | "receipts" | "typing" | "pronouns" | "localTime", string>,
  timeZone: string,
): Omit<PersonalSettings, "blocked" | "requests"> {
  return {
    keywords: form.keywords.split(/[,،、\n]/u),
    receipts: form.receipts === "on",
    typing: form.typing === "on",
    pronouns: form.pronouns,
    zone: form.localTime === "on" ? timeZone : "",
  };
}

/** Who sits here is nowhere in the chat: what they say of themselves is read from the store. */
async function storedStatus({ presence }: PageServices, user: string) {
  const kept = await presence.status(user);
  return { text: kept?.status ?? "", until: kept?.until };
}
