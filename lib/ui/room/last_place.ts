import type { ConversationId } from "../../protocol/events.ts";

/** The cookie that says where one was last; written by pages and by their script. */
const COOKIE = "palabre-last";
/** A year: browsers cap cookies at 400 days. */
const MAX_AGE_S = 365 * 24 * 3600;

/** The value for `Set-Cookie` or `document.cookie` that keeps where one is. */
export function lastPlaceCookie(conversation: ConversationId): string {
  return `${COOKIE}=${
    encodeURIComponent(conversation)
  }; Path=/; Max-Age=${MAX_AGE_S}; SameSite=Lax`;
}

/** The value for `Set-Cookie` that forgets it. */
export const NO_LAST_PLACE = `${COOKIE}=; Path=/; Max-Age=0; SameSite=Lax`;

/** Where one was last, of cookies as the `Cookie` header has them. Never throws. */
export function readLastPlace(cookies = ""): ConversationId | undefined {
  const pair = cookies.split(";").map((part) => part.trim())
    .find((part) => part.startsWith(`${COOKIE}=`));
  try {
    return pair && decodeURIComponent(pair.slice(COOKIE.length + 1));
  } catch {
    return undefined; // somebody else wrote it
  }
}
