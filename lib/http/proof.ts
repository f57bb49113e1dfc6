import * as v from "valibot";
import type { Proof } from "../chat/identity/prove_own.ts";
import { MAX_RESPONSE_LENGTH } from "../chat/identity/web_authn.ts";
import type { HttpContext } from "./environment.ts";
import { passwordField } from "./fields.ts";

/** What a browser answered of a passkey, as JSON in a string: the library of the server reads it. */
export const signedField = v.pipe(v.string(), v.maxLength(MAX_RESPONSE_LENGTH));

/** By what one proves that it is still oneself: the password, or what a passkey signed for it. */
export const proofFields = {
  password: v.optional(passwordField, ""),
  signed: v.optional(signedField),
};

/** What was given of the two. */
export function proofOf(
  c: HttpContext,
  { password, signed }: { password: string; signed?: string },
): Proof {
  return signed ? { signed, origin: c.var.origin } : password;
}
