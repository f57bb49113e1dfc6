import type * as v from "valibot";
import { postForm } from "./post_form.ts";

/** What a form may be answered with: work to be done first, among other things. */
type Answer = { next: string } | { error: { challenge?: string } };

/**
 * Posts a form as `postForm` does; where the server asks for work first, does it and posts again.
 * `working` is told while it is done.
 */
export async function postProven<S extends v.GenericSchema<unknown, Answer>>(
  form: HTMLFormElement,
  schema: S,
  working: (now: boolean) => void,
): Promise<v.InferOutput<S> | undefined> {
  const reply = await postForm(form, schema);
  const challenge = reply && "error" in reply ? reply.error.challenge : undefined;
  if (!challenge) return reply;
  working(true);
  const proof = await prove(challenge);
  const proven = proof ? await postForm(form, schema, { more: { proof } }) : reply;
  working(false);
  return proven;
}

/** The work that is asked for; `undefined` where it could not be done. */
async function prove(challenge: string): Promise<string | undefined> {
  try {
    return await (await import("./solve_challenge.ts")).solve(challenge);
  } catch {
    return undefined; // the code was not to be had: the refusal says how long to wait
  }
}
