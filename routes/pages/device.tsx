import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { HttpContext, HttpEnv } from "../../lib/http/environment.ts";
import { admit, pairingOf, setPairingCookie } from "../../lib/http/session.ts";
import { visitorOf } from "../../lib/http/visitor.ts";
import type { en } from "../../lib/i18n/account/en.ts";
import { ACCOUNT_CATALOGS } from "../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import { DevicePage } from "../../lib/ui/pages/device_page.tsx";
import { DOOR_PATHS, PATHS } from "../../lib/ui/paths.ts";
import { readingOf } from "../../lib/ui/reading.ts";
import { answer } from "./answer.tsx";
import { firstPlace } from "./first_place.ts";
import { communityOf } from "./community.ts";
import { errorMessage } from "./error_pages.tsx";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

/** The page asks again after so many seconds (RFC 8628, `interval`), without a script. */
const INTERVAL_S = 3;

/** Where a browser shows a code that is confirmed in another one (RFC 8628): it is signed in then. */
export function deviceRoutes(services: PageServices): Hono<HttpEnv> {
  const { identity } = services;
  const app = new Hono<HttpEnv>();

  app.get(DOOR_PATHS.device, async (c) => {
    if (c.var.actor) return c.redirect(PATHS.home, 303);
    const asked = pairingOf(c);
    try {
      const visitor = await visitorOf(c);
      if (!asked) {
        const { deviceCode, userCode } = await identity.beginPairing(visitor);
        setPairingCookie(c, { deviceCode, userCode });
        return answerDevice(c, services, { userCode });
      }
      const entered = await identity.takePairing(visitor, asked.deviceCode);
      if (!entered) return answerDevice(c, services, { userCode: asked.userCode });
      setPairingCookie(c, undefined);
      admit(c, entered);
      return c.redirect(await firstPlace(services), 303);
    } catch (error) {
      setPairingCookie(c, undefined);
      const { message, status } = errorMessage(c, services, error);
      return answerDevice(c, services, { problem: message }, status);
    }
  });

  return app;
}

function answerDevice(
  c: HttpContext,
  services: PageServices,
  shown: { userCode?: string; problem?: string },
  status?: ContentfulStatusCode,
): Response {
  if (shown.userCode) c.header("Refresh", `${INTERVAL_S}; url=${DOOR_PATHS.device}`);
  const reader = readerOf(c, services);
  const { locale } = reader.preferences;
  const words = ACCOUNT_CATALOGS[locale];
  const community = communityOf(services);
  const page = translatorOf<typeof en>(locale, words).t("device.title");
  return answer(c, services, {
    title: readingOf(reader).words.t("title.page", { page, community: community.community }),
    sheets: ["pair"],
    ...(status && { status }),
    body: <DevicePage reader={reader} {...community} words={words} {...shown} />,
  });
}
