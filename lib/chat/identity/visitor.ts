// Who comes in, and who has.
import type { Actor } from "../chat.ts";

/** Who makes a request: their address as rates count it, and what they use. */
export interface Visitor {
  address: string;
  device: string;
  locale?: string;
  /** The id of the request: asked again with it soon after, it lets the same person in. */
  request?: string;
  /** What a guest who left this browser comes back by, under the same name (kept_name.ts). */
  left?: string;
  /** Work done for an address that has used its allowance up (proof_of_work.ts). */
  proof?: string;
  /** The code of an invitation that they came with. */
  invite?: string;
  /** The tokens by which a browser is known again; absent where none is kept. */
  devices?: readonly string[];
}

/** Somebody who came in. The token is given this once; whoever has it is that person. */
export interface Entered {
  token: string;
  actor: Actor;
  /** By what the browser is known again, and the one of its tokens that this replaces. */
  browser?: { token: string; replaces?: string };
}
