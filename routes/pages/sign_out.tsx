import { Hono } from "hono";
import type { Identity } from "../../lib/chat/identity/identity.ts";
import type { HttpContext, HttpEnv } from "../../lib/http/environment.ts";
import { clearSessionCookie, setLeftNameCookie } from "../../lib/http/session.ts";
import type { en } from "../../lib/i18n/account/en.ts";
import { ACCOUNT_CATALOGS } from "../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import { leftCookie } from "../../lib/ui/door/signed_out.ts";
import type { SignOutPageProps } from "../../lib/ui/pages/sign_out_page.tsx";
import { PATHS } from "../../lib/ui/paths.ts";
import { readingOf } from "../../lib/ui/reading.ts";
import { NO_LAST_PLACE } from "../../lib/ui/room/last_place.ts";
import { answer } from "./answer.tsx";
import { communityOf } from "./community.ts";
import { readForm } from "./form.ts";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

/** The way out: a page that asks, and its form. */
export function signOutRoutes(services: PageServices): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get(PATHS.signOut, (c) => ask(c, services));
  app.post(PATHS.signOut, (c) => signOut(c, services.identity));
  return app;
}

async function ask(c: HttpContext, services: PageServices): Promise<Response> {
  const { actor } = c.var;
  if (!actor) return c.redirect(PATHS.home, 303);
  const me = actor.user;
  const reader = readerOf(c, services);
  const { locale } = reader.preferences;
  const words = ACCOUNT_CATALOGS[locale];
  const named = communityOf(services);
  const { registration } = await services.administration.settings();
  const props: SignOutPageProps = {
    reader,
    ...named,
    words,
    me,
    registers: registration !== "closed" && !c.var.barred,
  };
  const page = me.role === "guest"
    ? readingOf(reader).words.t("quit.title")
    : translatorOf<typeof en>(locale, words).t("sign-out.title");
  return answer(c, services, {
    title: readingOf(reader).words.t("title.page", { page, community: named.community }),
    islands: ["SignOutApp"],
    body: <services.Island name="SignOutApp" props={props} />,
  });
}

/**
 * Ends the session, and has this browser's next page remove what it keeps of whoever left (N4). A guest
 * gets their name back in it for a while, unless they say that it is not theirs.
 */
async function signOut(
  c: HttpContext,
  identity: Pick<Identity, "keepName" | "signOut">,
): Promise<Response> {
  const { actor } = c.var;
  if (actor) {
    const { shared } = await readForm(c, "shared");
    setLeftNameCookie(c, await identity.keepName(actor, shared !== "on"));
    await identity.signOut(actor);
    c.header("Set-Cookie", leftCookie(actor.user.id), { append: true });
  }
  clearSessionCookie(c);
  c.header("Set-Cookie", NO_LAST_PLACE, { append: true });
  const wasMember = actor !== undefined && actor.user.role !== "guest";
  return c.redirect(wasMember ? `${PATHS.home}?way=sign-in` : PATHS.home, 303);
}
