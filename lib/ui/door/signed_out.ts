import type { UserId } from "../../protocol/events.ts";

/** The cookie that says who has just signed out of this browser: pages write it, they and their script read it. */
const COOKIE = "palabre-left";
/** Whoever signs in again a while later finds what they wrote since. */
const MAX_AGE_S = 120;

/** The value for `Set-Cookie` that says who signed out here. */
export function leftCookie(user: UserId): string {
  return `${COOKIE}=${encodeURIComponent(user)}; Path=/; Max-Age=${MAX_AGE_S}; SameSite=Strict`;
}

/** The value for `Set-Cookie` or `document.cookie` that forgets it. */
export const NOBODY_LEFT = `${COOKIE}=; Path=/; Max-Age=0; SameSite=Strict`;

/** Who signed out here a moment ago, of cookies as `document.cookie` has them. Never throws. */
export function readLeft(cookies: string): UserId | undefined {
  const pair = cookies.split(";").map((part) => part.trim())
    .find((part) => part.startsWith(`${COOKIE}=`));
  try {
    return pair && decodeURIComponent(pair.slice(COOKIE.length + 1)) || undefined;
  } catch {
    return undefined; // somebody else wrote it
  }
}
