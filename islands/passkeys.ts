// Passkeys in the browser: loaded when somebody uses or makes one.
import {
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from "@simplewebauthn/browser";
import * as v from "valibot";
import { Refused } from "../lib/client/model.ts";
import { Lost } from "../lib/client/requests.ts";
import type { ProvenAct } from "../lib/protocol/proofs.ts";
import { askApi, callApi } from "./room/overlays/api.ts";

/** What the server says to sign, or to make a passkey with: the browser itself checks it. */
const isObject = (it: unknown) => typeof it === "object" && it !== null;
const ToSign = v.object({ options: v.custom<PublicKeyCredentialRequestOptionsJSON>(isObject) });
const ToMake = v.object({ options: v.custom<PublicKeyCredentialCreationOptionsJSON>(isObject) });

/** What came of it. `cancelled`: by who was asked, or by time. */
export type PasskeyOutcome<T> =
  | { is: "done"; value: T }
  | { is: "cancelled" | "known" | "lost" }
  /** `first`: before the browser asked anybody. */
  | { is: "refused"; message: string; first: boolean };

/** What a passkey of this device signs, so that its owner comes in: JSON for the door's form. */
export function signByPasskey(): Promise<PasskeyOutcome<string>> {
  return outcomeOf(
    () => askApi(ToSign, "/sessions/passkey/options", {}),
    async ({ options }) => JSON.stringify(await startAuthentication({ optionsJSON: options })),
  );
}

/**
 * The same where the name is typed: the browser offers its passkeys there, and waits until one is chosen.
 * Another sign-in by a passkey ends the waiting, as `cancelled`.
 */
export async function offerPasskeys(): Promise<PasskeyOutcome<string>> {
  if (!await browserSupportsWebAuthnAutofill()) return { is: "cancelled" };
  return await outcomeOf(
    () => askApi(ToSign, "/sessions/passkey/options", {}),
    async ({ options }) => {
      const signed = await startAuthentication({ optionsJSON: options, useBrowserAutofill: true });
      return JSON.stringify(signed);
    },
  );
}

/** What a passkey of one's own signs to prove that it is still oneself: JSON for the form of the act. */
export function signProof(act: ProvenAct): Promise<PasskeyOutcome<string>> {
  return outcomeOf(
    () => askApi(ToSign, "/me/proofs", { act }),
    async ({ options }) => JSON.stringify(await startAuthentication({ optionsJSON: options })),
  );
}

/** Makes a passkey on this device and adds it to one's own; `proof`: of who asks. */
export function addPasskey(
  proof: { password: string; signed?: string },
): Promise<PasskeyOutcome<void>> {
  return outcomeOf(
    () => askApi(ToMake, "/me/passkeys/options", proof),
    async ({ options }) => {
      const made = await startRegistration({ optionsJSON: options });
      await callApi("/me/passkeys", { response: JSON.stringify(made) });
    },
  );
}

async function outcomeOf<O, T>(
  ask: () => Promise<O>,
  sign: (options: O) => Promise<T>,
): Promise<PasskeyOutcome<T>> {
  let first = true;
  try {
    const options = await ask();
    first = false;
    return { is: "done", value: await sign(options) };
  } catch (error) {
    if (error instanceof Refused) return { is: "refused", message: error.message, first };
    const code = error instanceof WebAuthnError ? error.code : undefined;
    if (code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED") return { is: "known" };
    return { is: first || error instanceof Lost ? "lost" : "cancelled" };
  }
}
