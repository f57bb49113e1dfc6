import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Identity } from "../chat/identity/identity.ts";
import { isLocale, type Locale, negotiateLocale } from "../i18n/locale.ts";
import type { ReaderClock } from "../i18n/times.ts";
import { SESSION_MAX_MS } from "../store/people/sessions.ts";
import type { HttpContext, HttpMiddleware } from "./environment.ts";

/** `__Host-`: set by this very host, over https, for all of it. Plain http cannot have that. */
const COOKIE = { secure: "__Host-palabre", plain: "palabre" } as const;
const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;

const cookieName = (c: HttpContext) => c.var.secure ? COOKIE.secure : COOKIE.plain;

/** Whether the request proves who asks by a header, which no other site can make a browser send. */
export function hasBearer(c: HttpContext): boolean {
  return BEARER.test(c.req.header("authorization") ?? "");
}

/** Whether the browser brings a session, good or not. */
export function hasSessionCookie(c: HttpContext): boolean {
  return getCookie(c, cookieName(c)) !== undefined;
}

function tokenOf(c: HttpContext): string | undefined {
  const bearer = BEARER.exec(c.req.header("authorization") ?? "");
  return bearer ? bearer[1] : getCookie(c, cookieName(c));
}

/** Gives the browser a session. The cookie may outlive it: the server is who compares times. */
export function setSessionCookie(c: HttpContext, token: string): void {
  setCookie(c, cookieName(c), token, {
    path: "/",
    httpOnly: true,
    secure: c.var.secure,
    sameSite: "Lax",
    maxAge: SESSION_MAX_MS / 1000,
  });
}

/** Takes the session from the browser; the server ends it on its own. */
export function clearSessionCookie(c: HttpContext): void {
  deleteCookie(c, cookieName(c), { path: "/", secure: c.var.secure });
}

/** The reader's language by the request; `saved` is the one of their account. */
export type LocaleOf = (request: Request, saved: Locale | undefined) => Locale;

/** The reader's clock by the cookies of the request; `undefined` where they do not tell. */
export type ClockOf = (cookies: string | undefined) => ReaderClock | undefined;

const localeByHeader: LocaleOf = (request, saved) =>
  saved ?? negotiateLocale(request.headers.get("accept-language") ?? undefined);

/** What somebody may do who is kept out: be nobody here any more. */
const LEAVING: ReadonlySet<string> = new Set([
  "POST /door/sign-out",
  "DELETE /api/v1/sessions/current",
]);

/**
 * Finds out who asks, by bearer token or cookie, and which language they read. Throws `kicked` or
 * `banned`, with the reason and the time, for whoever is kept out (T3).
 */
export function session(
  identity: Pick<Identity, "authenticate">,
  clockOf: ClockOf,
  localeOf: LocaleOf = localeByHeader,
): HttpMiddleware {
  return async (c, next) => {
    c.set("clock", clockOf(c.req.header("cookie")));
    c.set("locale", localeOf(c.req.raw, undefined)); // also for the refusal, should the store not answer
    const token = tokenOf(c);
    const known = token === undefined
      ? undefined
      : await identity.authenticate(token, c.var.address);
    c.set("actor", known?.actor);
    c.set("mute", known?.mute);
    c.set("barred", known?.barred !== undefined);
    if (isLocale(known?.locale)) c.set("locale", localeOf(c.req.raw, known.locale));
    if (known?.barred && !LEAVING.has(`${c.req.method} ${c.req.path}`)) throw known.barred;
    await next();
  };
}
