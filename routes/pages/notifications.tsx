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
      const { from, to, ...quiet } = quietOf(form);
      const chosen = { ...choicesOf(form), zone: preferencesOf(c).timeZone };
      if (from === undefined || to === undefined) {
        const tried = { ...chosen, quiet: { ...quiet, from, to } };
        return await answerNotifications(c, services, { tried }, 400);
      }
      await chat.notifications(actor, { ...chosen, quiet: { ...quiet, from, to } });
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

/** What was sent and not taken: of mail, with why; or of what notifies one, without its times. */
interface NotTaken {
  mail?: MailSectionProps["failed"];
  tried?: Partial<Omit<NotificationSettings, "quiet">> & {
    quiet: Partial<NotificationSettings["quiet"]>;
  };
}

/** The page, with what was not taken as it was filled in. */
export async function answerNotifications(
  c: HttpContext,
  services: PageServices,
  { mail: failed, tried }: NotTaken = {},
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const { chat, push, Island } = services;
  const actor = actorOf(c);
  const reader = readerOf(c, services);
  const [kept, { keywords }, { conversations }, own, pushKey, mail] = await Promise.all([
    chat.notifications(actor, {}),
    chat.settings(actor, {}),
    chat.sync(actor),
    push.devices(actor),
    push.key(),
    ownMail(services, actor),
  ]);
  const settings = tried
    ? { ...kept, ...given(tried), quiet: { ...kept.quiet, ...given(tried.quiet) } }
    : kept;
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
        reader={reader}
        community={community}
        icon={icon}
        words={words}
        settings={settings}
        keywords={keywords}
        conversations={conversations}
        devices={devices}
        mail={section}
        saved={"saved" in c.req.query()}
        problem={tried && words.t("no-time")}
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

/** What was given of all that may be. */
function given<All extends object>(some: Partial<All>): Partial<All> {
  const entries = Object.entries(some).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<All>; // a part of what it was
}

const isOn = (form: Record<string, string>, name: string) => form[name] === "on";

/** What the form says of what notifies one. */
function choicesOf(form: Record<string, string>) {
  const level = (name: string) => LEVELS.find((one) => one === form[name]);
  return {
    rooms: level("rooms"),
    direct: level("direct"),
    threads: isOn(form, "threads"),
    preview: isOn(form, "preview"),
    sound: isOn(form, "sound"),
  };
}

/** What it says of quiet hours; without a time that cannot be read. */
function quietOf(form: Record<string, string>) {
  return {
    on: isOn(form, "quiet"),
    direct: isOn(form, "quiet-direct"),
    days: DAYS.filter((day) => isOn(form, `day${day}`)),
    from: minuteOf(form.from),
    to: minuteOf(form.to),
  };
}

/** The minute of the day of a field of a time. */
function minuteOf(time = ""): number | undefined {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)/.exec(time) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}
