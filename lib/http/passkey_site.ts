import type { Administration } from "../chat/administration.ts";
import type { PasskeySite } from "../chat/identity/web_authn.ts";
import type { HttpContext } from "./environment.ts";

/** The site of a request: passkeys are bound to its host, and signed for its origin. */
export function passkeySiteOf(
  c: HttpContext,
  administration: Pick<Administration, "profile">,
): PasskeySite {
  return { origin: c.var.origin, name: administration.profile().name };
}
