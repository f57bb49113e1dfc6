import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { MAX_CODE_LENGTH } from "../../lib/http/fields.ts";
import { proofOf } from "../../lib/http/proof.ts";
import { MAIL_CATALOGS } from "../../lib/i18n/catalogs.ts";
import type { en } from "../../lib/i18n/mail/en.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import { MAX_ADDRESS_LENGTH } from "../../lib/mail/address.ts";
import type { Refusal } from "../../lib/protocol/errors.ts";
import type { MailSectionProps } from "../../lib/ui/notifications/mail_section.tsx";
import { MailPage, type MailPageProps } from "../../lib/ui/pages/mail_page.tsx";
import { MAIL_LINKS, PATHS } from "../../lib/ui/paths.ts";
import { answer } from "./answer.tsx";
import { communityOf } from "./community.ts";
import { errorMessage } from "./error_pages.tsx";
import { readForm } from "./form.ts";
import { answerNotifications } from "./notifications.tsx";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

/** The form of one's own mail, and where the links of mails lead; none of it where no mail is sent. */
export function mailRoutes(services: PageServices): Hono<HttpEnv> {
  const { mails } = services;
  const app = new Hono<HttpEnv>();
  if (!mails) return app;

  app.post(PATHS.mail, async (c) => {
    const actor = actorOf(c);
    const { do: act, address, hours, ...proof } = await readForm(
      c,
      ...["do", "address", "hours", "password", "signed"] as const,
    );
    if (act === "stop") await mails.remove(actor);
    else {
      try {
        const how = { address, afterHours: Number(hours), locale: c.var.locale };
        await mails.set(actor, { ...how, password: proofOf(c, proof) });
      } catch (error) {
        const { refusal, status, message } = errorMessage(c, services, error);
        const field = fieldOf(refusal);
        if (!field) throw error;
        const typed = { address: address.slice(0, MAX_ADDRESS_LENGTH), hours: Number(hours) };
        const failed = { field, message, ...typed };
        return await answerNotifications(c, services, { mail: failed }, status);
      }
    }
    return c.redirect(`${PATHS.notifications}#mail`, 303);
  });

  app.get(`${MAIL_LINKS.confirm}/:code`, async (c) => {
    const address = await mails.asked(codeOf(c));
    return answerLink(c, services, { step: "confirm", address });
  });

  app.post(`${MAIL_LINKS.confirm}/:code`, async (c) => {
    await mails.confirm(codeOf(c));
    return answerLink(c, services, { step: "confirm.done" });
  });

  app.get(`${MAIL_LINKS.stop}/:code`, (c) => answerLink(c, services, { step: "stop" }));

  // By the button of the page, or by the program that shows the mail (RFC 8058), which is nobody here.
  app.post(`${MAIL_LINKS.stop}/:code`, async (c) => {
    await mails.stop(codeOf(c));
    return answerLink(c, services, { step: "stop.done" });
  });

  return app;
}

/** Where the form says why what was sent was not taken; nowhere what is no slip of it. */
function fieldOf(refusal: Refusal): NonNullable<MailSectionProps["failed"]>["field"] | undefined {
  if (refusal === "wrong-password") return "password";
  if (refusal === "prove-again" || refusal === "passkey-failed") return "form";
  return refusal === "too-fast" || refusal.startsWith("mail-") ? "address" : undefined;
}

function codeOf(c: HttpContext): string {
  return (c.req.param("code") ?? "").slice(0, MAX_CODE_LENGTH);
}

function answerLink(
  c: HttpContext,
  services: PageServices,
  props: Pick<MailPageProps, "step" | "address">,
  status: ContentfulStatusCode = 200,
): Response {
  const reader = readerOf(c, services);
  const { locale } = reader.preferences;
  const words = translatorOf<typeof en>(locale, MAIL_CATALOGS[locale]);
  const named = communityOf(services);
  const path = c.req.path;
  const title = words.t(props.step.startsWith("stop") ? "stop.title" : "confirm.title");
  return answer(c, services, {
    title: translatorOf(locale, reader.words).t("title.page", {
      page: title,
      community: named.community,
    }),
    status,
    body: <MailPage reader={reader} {...named} words={words} path={path} {...props} />,
  });
}
