// An authenticator of one's own: it makes passkeys and signs with them as a device does (Web
// Authentication level 3; ES256, attestation “none”).
import { encodeBase64Url } from "../../lib/runtime/base64url.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const PRESENT = 0x01;
const VERIFIED = 0x04;
const WITH_CREDENTIAL = 0x40;

/** Where a page is, as the browser tells the authenticator. */
export interface Page {
  origin: string;
}

/** One passkey on a device. */
export interface DevicePasskey {
  /** `RegistrationResponseJSON`, as a string. */
  response: string;
  /** Signs a challenge: `AuthenticationResponseJSON`, as a string. */
  sign(options: { challenge: string }, page: Page, how?: Signing): Promise<string>;
}

/** What a device does otherwise than it should. */
export interface Signing {
  counter?: number;
  /** Whom it says that the passkey belongs to. */
  userHandle?: string;
  /** The person was not asked for finger, face or PIN. */
  unverified?: boolean;
  /** The host that it signs for. */
  host?: string;
}

/** Makes a passkey for the options of a server. */
export async function makePasskey(
  options: { challenge: string; user: { id: string } },
  page: Page,
): Promise<DevicePasskey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(
    { name: "ECDSA", namedCurve: "P-256" },
    true,
    ["sign", "verify"],
  );
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)); // 4, x, y
  const id = crypto.getRandomValues(new Uint8Array(32));
  const cose = join(
    [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 32],
    raw.subarray(1, 33),
    [0x22, 0x58, 32],
    raw.subarray(33),
  );
  const head = await authenticatorData(hostOf(page), PRESENT | VERIFIED | WITH_CREDENTIAL, 0);
  const data = join(head, new Uint8Array(16), [0, id.length], id, cose);
  const named = {
    id: encodeBase64Url(id),
    rawId: encodeBase64Url(id),
    type: "public-key",
    clientExtensionResults: {},
  };
  const made = {
    clientDataJSON: clientData("webauthn.create", options.challenge, page),
    attestationObject: encodeBase64Url(join(
      [0xa3, ...cborText("fmt"), ...cborText("none"), ...cborText("attStmt"), 0xa0],
      [...cborText("authData"), 0x59, data.length >> 8, data.length & 0xff],
      data,
    )),
    transports: ["internal"],
  };
  return {
    response: JSON.stringify({ ...named, response: made }),
    async sign({ challenge }, at, how = {}) {
      const flags = how.unverified ? PRESENT : PRESENT | VERIFIED;
      const over = await authenticatorData(how.host ?? hostOf(at), flags, how.counter ?? 0);
      const client = clientData("webauthn.get", challenge, at);
      const bytes = Uint8Array.fromBase64(client, { alphabet: "base64url" });
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      const signature = new Uint8Array(
        await crypto.subtle.sign(
          { name: "ECDSA", hash: "SHA-256" },
          privateKey,
          join(over, digest),
        ),
      );
      const signed = {
        clientDataJSON: client,
        authenticatorData: encodeBase64Url(over),
        signature: encodeBase64Url(der(signature)),
        userHandle: how.userHandle ?? options.user.id,
      };
      return JSON.stringify({ ...named, response: signed });
    },
  };
}

function hostOf({ origin }: Page): string {
  return new URL(origin).hostname;
}

async function authenticatorData(host: string, flags: number, counter: number): Promise<Bytes> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(host));
  const counted = new Uint8Array(4);
  new DataView(counted.buffer).setUint32(0, counter);
  return join(new Uint8Array(hash), [flags], counted);
}

function clientData(type: string, challenge: string, { origin }: Page): string {
  const json = JSON.stringify({ type, challenge, origin, crossOrigin: false });
  return encodeBase64Url(new TextEncoder().encode(json));
}

function cborText(text: string): number[] {
  return [0x60 + text.length, ...new TextEncoder().encode(text)];
}

/** A signature as X9.62 writes it: two integers, of the 64 bytes that Web Crypto gives. */
function der(raw: Bytes): Bytes {
  const integer = (bytes: Bytes) => {
    const start = bytes.findIndex((byte) => byte !== 0);
    const whole = start < 0 ? [0] : [...bytes.subarray(start)];
    const value = (whole[0] ?? 0) & 0x80 ? [0, ...whole] : whole;
    return [0x02, value.length, ...value];
  };
  const body = [...integer(raw.slice(0, 32)), ...integer(raw.slice(32))];
  return Uint8Array.from([0x30, body.length, ...body]);
}

function join(...parts: (Bytes | number[])[]): Bytes {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
