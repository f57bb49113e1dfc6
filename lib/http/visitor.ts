import type { Visitor } from "../chat/identity/identity.ts";
import { deviceOf } from "./device.ts";
import type { HttpContext } from "./environment.ts";
import { knownTokens, leftNameOf } from "./session.ts";

/** What comes with a request to come in: its id, the work done for it, an invitation. */
type Brought = Pick<Visitor, "request" | "proof" | "invite">;

/** The same of who comes in by a page: their browser is known from then on. */
export async function browserOf(c: HttpContext, brought: Brought = {}): Promise<Visitor> {
  const left = leftNameOf(c);
  return {
    ...await visitorOf(c, brought),
    devices: knownTokens(c),
    ...(left !== undefined && { left }),
  };
}

/** Who is coming in: address, device and language, and what they bring. */
export async function visitorOf(c: HttpContext, brought: Brought = {}): Promise<Visitor> {
  const device = await deviceOf(c.req.header("user-agent"));
  const { address, locale } = c.var;
  const { request, proof, invite } = brought;
  return {
    address,
    device,
    locale,
    ...(request && { request }),
    ...(proof && { proof }),
    ...(invite && { invite }),
  };
}
