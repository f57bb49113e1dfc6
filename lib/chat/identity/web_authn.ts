// Web Authentication (level 3) over `@simplewebauthn/server`, which is loaded when the first passkey is
// made or used. Whatever is wrong with what a browser signed gives `undefined`.
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import * as v from "valibot";
import type { UserId } from "../../protocol/events.ts";
import { encodeBase64Url } from "../../runtime/base64url.ts";
import type { Passkey } from "../../store/people/passkeys.ts";

export type CreationOptions = PublicKeyCredentialCreationOptionsJSON;
export type RequestOptions = PublicKeyCredentialRequestOptionsJSON;

/** Where passkeys are made and used: they are bound to its host. `name`: of the community. */
export interface PasskeySite {
  origin: string;
  name: string;
}

/** No response of a browser is longer, in characters of JSON. */
export const MAX_RESPONSE_LENGTH = 16_000;

/** How long the browser waits for its user, in milliseconds; the challenge lives as long. */
const TIMEOUT_MS = 5 * 60_000;

const response = {
  id: v.string(),
  rawId: v.string(),
  type: v.literal("public-key"),
  clientExtensionResults: v.optional(v.looseObject({}), {}),
};
const Signed = v.object({
  ...response,
  response: v.object({
    clientDataJSON: v.string(),
    authenticatorData: v.string(),
    signature: v.string(),
    userHandle: v.optional(v.string()),
  }),
});
const Created = v.object({
  ...response,
  response: v.object({
    clientDataJSON: v.string(),
    attestationObject: v.string(),
    transports: v.optional(v.array(v.pipe(v.string(), v.maxLength(20))), []),
  }),
});
const ClientData = v.object({ challenge: v.string() });

/** What a browser answered (`AuthenticationResponseJSON`), read; `undefined` where it is none. */
export function readSigned(text: string) {
  return read(Signed, text);
}

/** What a browser answered (`RegistrationResponseJSON`), read; `undefined` where it is none. */
export function readCreated(text: string) {
  return read(Created, text);
}

function read<S extends typeof Signed | typeof Created>(
  schema: S,
  text: string,
): (v.InferOutput<S> & { challenge: string }) | undefined {
  if (text.length > MAX_RESPONSE_LENGTH) return undefined;
  try {
    const parsed = v.parse(schema, JSON.parse(text));
    const bytes = Uint8Array.fromBase64(parsed.response.clientDataJSON, { alphabet: "base64url" });
    const { challenge } = v.parse(ClientData, JSON.parse(new TextDecoder().decode(bytes)));
    return { ...parsed, challenge };
  } catch {
    return undefined;
  }
}

/** What a browser makes a passkey with. */
export async function creationOptions(
  { origin, name }: PasskeySite,
  { challenge, user, held }: {
    challenge: string;
    user: { id: UserId; signInName: string; name: string };
    /** Passkeys that a device must not have already. */
    held: readonly Passkey[];
  },
): Promise<CreationOptions> {
  const { generateRegistrationOptions } = await import("@simplewebauthn/server");
  return await generateRegistrationOptions({
    rpName: name,
    rpID: hostOf(origin),
    userID: new TextEncoder().encode(user.id),
    userName: user.signInName,
    userDisplayName: user.name,
    challenge: Uint8Array.fromBase64(challenge, { alphabet: "base64url" }),
    timeout: TIMEOUT_MS,
    attestationType: "none", // which maker a device has is nobody's business
    excludeCredentials: held.map(({ credential, transports }) => ({ id: credential, transports })),
    // One comes in without a name, by the finger, the face or the PIN: two factors at once.
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
}

/** By what a passkey names its user: the id, which says nothing, in base64url. */
export function userHandleOf(user: UserId): string {
  return encodeBase64Url(new TextEncoder().encode(user));
}

/** What a browser signs with one of these passkeys, or with any that it has for the site. */
export async function requestOptions(
  { origin }: Pick<PasskeySite, "origin">,
  challenge: string,
  allowed?: readonly Passkey[],
): Promise<RequestOptions> {
  const { generateAuthenticationOptions } = await import("@simplewebauthn/server");
  return await generateAuthenticationOptions({
    rpID: hostOf(origin),
    challenge: Uint8Array.fromBase64(challenge, { alphabet: "base64url" }),
    timeout: TIMEOUT_MS,
    userVerification: "required",
    allowCredentials: allowed?.map(({ credential, transports }) => ({
      id: credential,
      transports,
    })),
  });
}

/** The new passkey that a browser made for a challenge of ours; `undefined` where it did not. */
export async function verifyCreated(
  { origin }: PasskeySite,
  created: NonNullable<ReturnType<typeof readCreated>>,
): Promise<Pick<Passkey, "credential" | "publicKey" | "counter" | "transports"> | undefined> {
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: created as RegistrationResponseJSON,
      expectedChallenge: created.challenge,
      expectedOrigin: origin,
      expectedRPID: hostOf(origin),
    });
    if (!verified) return undefined;
    const { id, publicKey, counter } = registrationInfo.credential;
    const { transports } = created.response;
    return { credential: id, publicKey: encodeBase64Url(publicKey), counter, transports };
  } catch {
    return undefined;
  }
}

/** How often a passkey has signed now that it signed a challenge of ours; `undefined` where it did not. */
export async function verifySigned(
  { origin }: Pick<PasskeySite, "origin">,
  signed: NonNullable<ReturnType<typeof readSigned>>,
  { credential, publicKey, counter }: Passkey,
): Promise<number | undefined> {
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: signed as AuthenticationResponseJSON,
      expectedChallenge: signed.challenge,
      expectedOrigin: origin,
      expectedRPID: hostOf(origin),
      credential: {
        id: credential,
        publicKey: Uint8Array.fromBase64(publicKey, { alphabet: "base64url" }),
        counter,
      },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}

function hostOf(origin: string): string {
  return new URL(origin).hostname;
}
