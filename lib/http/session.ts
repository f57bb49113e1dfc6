import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Entered, Identity } from "../chat/identity/identity.ts";
import { BACK_MS } from "../chat/identity/kept_name.ts";
import { isLocale, type Locale, negotiateLocale } from "../i18n/locale.ts";
import type { ReaderClock } from "../i18n/times.ts";
import { DEVICE_TOKEN, KNOWN_MS } from "../store/people/known_devices.ts";
import { FLOW_MS } from "../store/people/foreign_flows.ts";
import { PAIRING_MS } from "../store/people/pairings.ts";
import { TICKET_MS } from "../store/people/sign_in_tickets.ts";
import { SESSION_MAX_MS } from "../store/people/sessions.ts";
import type { HttpContext, HttpMiddleware } from "./environment.ts";

/** `__Host-`: set by this very host, over https, for all of it. Plain http cannot have that. */
const COOKIE = { secure: "__Host-palabre", plain: "palabre" } as const;
const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;

/** What a cookie is called: bound to this very host where the client speaks https. */
const nameIn = (c: HttpContext, cookie: { secure: string; plain: string }) =>
  c.var.secure ? cookie.secure : cookie.plain;
const cookieName = (c: HttpContext) => nameIn(c, COOKIE);

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

/**
 * Gives the browser a session. The cookie may outlive it: the server is who compares times. Whoever left
 * this browser before does not come back in it any more: somebody is in.
 */
export function setSessionCookie(c: HttpContext, token: string): void {
  if (leftNameOf(c) !== undefined) setLeftNameCookie(c, undefined);
  keep(c, COOKIE, token, SESSION_MAX_MS);
}

/** What a browser keeps between the two steps of a sign-in, and what it is known again by. */
const ENTERING = { secure: "__Host-palabre_entering", plain: "palabre_entering" } as const;
const AWAY = { secure: "__Host-palabre_away", plain: "palabre_away" } as const;
const PAIRING = { secure: "__Host-palabre_pairing", plain: "palabre_pairing" } as const;
const LEFT_NAME = { secure: "__Host-palabre_name", plain: "palabre_name" } as const;
const KNOWN = { secure: "__Host-palabre_known", plain: "palabre_known" } as const;
/** Members who share a browser are known in it; beyond these, the one who came first is not. */
const MAX_KNOWN_HERE = 4;

/** Keeps a value in this browser for so long, or takes it away. */
function keep(
  c: HttpContext,
  cookie: { secure: string; plain: string },
  value: string | undefined,
  maxAgeMs: number,
): void {
  const [name, path, secure] = [nameIn(c, cookie), "/", c.var.secure];
  if (value === undefined) return void deleteCookie(c, name, { path, secure });
  const maxAge = maxAgeMs / 1000;
  setCookie(c, name, value, { path, secure, httpOnly: true, sameSite: "Lax", maxAge });
}

/** The tokens by which this browser is known again. */
export function knownTokens(c: HttpContext): string[] {
  const cookie = getCookie(c, nameIn(c, KNOWN)) ?? "";
  return cookie.split(".").filter((one) => DEVICE_TOKEN.test(one)).slice(0, MAX_KNOWN_HERE);
}

/** Has this browser known again by a new token; what others of it are known by stays. */
function keepKnown(c: HttpContext, { token, replaces }: NonNullable<Entered["browser"]>): void {
  const others = knownTokens(c).filter((one) => one !== replaces).slice(0, MAX_KNOWN_HERE - 1);
  keep(c, KNOWN, [token, ...others].join("."), KNOWN_MS);
}

/** Gives the browser what somebody who came in holds: the session, and what it is known again by. */
export function admit(c: HttpContext, { token, browser }: Entered): void {
  setSessionCookie(c, token);
  if (browser) keepKnown(c, browser);
}

/** Keeps the ticket of a sign-in that waits for its second step; nothing ends it. */
export function setTicketCookie(c: HttpContext, ticket: string | undefined): void {
  keep(c, ENTERING, ticket, TICKET_MS);
}

/** Keeps the state of a way to a provider and back; nothing ends it. */
export function setStateCookie(c: HttpContext, state: string | undefined): void {
  keep(c, AWAY, state, FLOW_MS);
}

/** The state that this browser left with. */
export function stateOf(c: HttpContext): string | undefined {
  return getCookie(c, nameIn(c, AWAY));
}

/** The two codes of a browser that asks to be let in from another. */
export interface AskedPairing {
  deviceCode: string;
  userCode: string;
}

/** Keeps them while somebody confirms; nothing ends it. */
export function setPairingCookie(c: HttpContext, codes: AskedPairing | undefined): void {
  keep(c, PAIRING, codes && `${codes.deviceCode}.${codes.userCode}`, PAIRING_MS);
}

/** The codes that this browser holds. */
export function pairingOf(c: HttpContext): AskedPairing | undefined {
  const cookie = getCookie(c, nameIn(c, PAIRING)) ?? "";
  const [, deviceCode, userCode] = /^([\w-]{43})\.([A-Z]{4}-[A-Z]{4})$/.exec(cookie) ?? [];
  return deviceCode && userCode ? { deviceCode, userCode } : undefined;
}

/** The ticket of the sign-in that waits in this browser. */
export function ticketOf(c: HttpContext): string | undefined {
  return getCookie(c, nameIn(c, ENTERING));
}

/** Keeps by what a guest who leaves comes back under their name; nothing ends it. */
export function setLeftNameCookie(c: HttpContext, token: string | undefined): void {
  keep(c, LEFT_NAME, token, BACK_MS);
}

/** By what the guest who left this browser last comes back. */
export function leftNameOf(c: HttpContext): string | undefined {
  return getCookie(c, nameIn(c, LEFT_NAME));
}

/** Takes the session from the browser; the server ends it on its own. */
export function clearSessionCookie(c: HttpContext): void {
  keep(c, COOKIE, undefined, 0);
}

/** The reader's language by the request; `saved` is the one of their account. */
export type LocaleOf = (request: Request, saved: Locale | undefined) => Locale;

/** The reader's clock by the cookies of the request; `undefined` where they do not tell. */
export type ClockOf = (cookies: string | undefined) => ReaderClock | undefined;

const localeByHeader: LocaleOf = (request, saved) =>
  saved ?? negotiateLocale(request.headers.get("accept-language") ?? undefined);

/** What somebody may do who is kept out: ask until when, be nobody here any more, and appeal. */
const LEAVING: ReadonlySet<string> = new Set([
  "GET /door/sign-out",
  "POST /door/sign-out",
  "POST /appeal",
  "GET /api/v1/me/standing",
  "GET /api/v1/me/appeal",
  "POST /api/v1/me/appeal",
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
    c.set("barred", known?.barred);
    if (isLocale(known?.locale)) c.set("locale", localeOf(c.req.raw, known.locale));
    if (known?.barred && !LEAVING.has(`${c.req.method} ${c.req.path}`)) throw known.barred;
    await next();
  };
}
