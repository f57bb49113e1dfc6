import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Actor } from "../../lib/chat/chat.ts";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import type { en as accountEn } from "../../lib/i18n/account/en.ts";
import {
  ACCOUNT_CATALOGS,
  MAIL_CATALOGS,
  NOTIFICATION_SETTINGS_CATALOGS,
} from "../../lib/i18n/catalogs.ts";
import type { en as mailEn } from "../../lib/i18n/mail/en.ts";
import type { en } from "../../lib/i18n/notification_settings/en.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import { AFTER_HOURS } from "../../lib/mail/mail.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { LEVELS } from "../../lib/protocol/notifications/levels.ts";
import type { NotificationSettings } from "../../lib/protocol/notifications/settings.ts";
import { MailSection, type MailSectionProps } from "../../lib/ui/notifications/mail_section.tsx";
import { NotificationsPage } from "../../lib/ui/notifications/notifications_page.tsx";
import { PATHS } from "../../lib/ui/paths.ts";
import { answer } from "./answer.tsx";
import { communityOf } from "./community.ts";
import { readForm } from "./form.ts";
import { framedSettings } from "./frame.tsx";
import { preferencesOf, readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** What notifies one: a form for all, and one for each conversation. */
export function notificationRoutes(services: PageServices): Hono<HttpEnv> {
  const { chat } = services;
  const app = new Hono<HttpEnv>();

  app.get(PATHS.notifications, (c) => answerNotifications(c, services));

  app.post(PATHS.notifications, async (c) => {
    const actor = actorOf(c);
    const form = await readForm(
      c,
      ...["conversation", "level", "resume"] as const,
      ...["rooms", "direct", "threads", "preview", "sound"] as const,
      ...["quiet", "from", "to", "quiet-direct"] as const,
      ...DAYS.map((day) => `day${day}` as const),
    );
    if (form.conversation === "") {
      await chat.notifications(actor, settingsOf(c, form));
      return c.redirect(`${PATHS.notifications}?saved#saved`, 303);
    }
    const level = LEVELS.find((one) => one === form.level);
    await chat.notify(actor, {
      conversation: form.conversation,
      ...(level && { level }),
      ...(form.resume === "on" && { pausedUntil: null }),
    });
    return c.redirect(`${PATHS.notifications}#conversations`, 303);
  });

  return app;
}

/** The page; `failed`: why what was said of mail was not taken. */
export async function answerNotifications(
  c: HttpContext,
  services: PageServices,
  failed?: MailSectionProps["failed"],
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const { chat, push, Island } = services;
  const actor = actorOf(c);
  const reader = readerOf(c, services);
  const [settings, { keywords }, { conversations }, own, pushKey, mail] = await Promise.all([
    chat.notifications(actor, {}),
    chat.settings(actor, {}),
    chat.sync(actor),
    push.devices(actor),
    push.key(),
    ownMail(services, actor),
  ]);
  const { locale } = reader.preferences;
  const catalog = NOTIFICATION_SETTINGS_CATALOGS[locale];
  const words = translatorOf<typeof en>(locale, catalog);
  const devices = (
    <Island name="DevicesApp" props={{ reader, words: catalog, devices: own, pushKey }} />
  );
  const mailWords = translatorOf<typeof mailEn>(locale, MAIL_CATALOGS[locale]);
  const section = mail && (
    <MailSection
      words={mailWords}
      account={translatorOf<typeof accountEn>(locale, ACCOUNT_CATALOGS[locale])}
      choices={AFTER_HOURS}
      {...mail}
      failed={failed}
    />
  );
  const { community, icon } = communityOf(services);
  const page = translatorOf(locale, reader.words).t("title.page", {
    page: words.t("title"),
    community,
  });
  const view = {
    title: page,
    status,
    islands: ["DevicesApp"],
    sheets: ["notifications"],
    body: (
      <NotificationsPage
        {...{ reader, community, icon, words, settings, keywords, conversations, devices }}
        mail={section}
        saved={"saved" in c.req.query()}
      />
    ),
  };
  return answer(c, services, await framedSettings(c, services, view));
}

/** What the form of mail shows; nothing where no mail is sent, nor to guests. */
async function ownMail({ identity, mails }: PageServices, actor: Actor) {
  if (!mails || actor.user.role === "guest") return undefined;
  const [mail, hasPassword, passkeys, signInName] = await Promise.all([
    mails.of(actor),
    identity.hasPassword(actor),
    identity.passkeys(actor),
    identity.signInName(actor),
  ]);
  return { mail, hasPassword, hasPasskey: passkeys.length > 0, signInName };
}

/** What the form says; quiet hours are meant where the form was filled in. Throws `invalid-field`. */
function settingsOf(
  c: HttpContext,
  form: Record<string, string>,
): Partial<NotificationSettings> {
  const isOn = (name: string) => form[name] === "on";
  const level = (name: string) => LEVELS.find((one) => one === form[name]);
  return {
    ...{ rooms: level("rooms"), direct: level("direct") },
    ...{ threads: isOn("threads"), preview: isOn("preview"), sound: isOn("sound") },
    quiet: {
      ...{ on: isOn("quiet"), direct: isOn("quiet-direct") },
      days: DAYS.filter((day) => isOn(`day${day}`)),
      from: minuteOf("from", form),
      to: minuteOf("to", form),
    },
    zone: preferencesOf(c).timeZone,
  };
}

/** The minute of the day of a field of a time. Throws `invalid-field`. */
function minuteOf(name: "from" | "to", form: Record<string, string>): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)/.exec(form[name] ?? "") ?? [];
  if (hours === undefined) throw new ChatError("invalid-field", { field: name });
  return Number(hours) * 60 + Number(minutes);
}
