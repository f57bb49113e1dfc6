// A push service of the tests (RFC 8030), and browsers that subscribe to it: it refuses what a real one
// would refuse, and decrypts what it takes (RFC 8188, RFC 8291).
import type { GuardedFetch, GuardedRequest } from "../../lib/net/guarded_fetch.ts";
import type { Subscription } from "../../lib/push/push.ts";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const text = new TextEncoder();
const base64Url = { alphabet: "base64url", omitPadding: true } as const;
const bytesOf = (encoded: string) => Uint8Array.fromBase64(encoded, { alphabet: "base64url" });

/** The keys of the browser in the example of RFC 8291. */
export const BROWSER_KEYS = {
  p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
};

/** A browser's half of a subscription. */
export interface Receiver {
  /** The raw public key, and the pair that it belongs to. */
  publicKey: Uint8Array<ArrayBuffer>;
  privateKey: CryptoKey;
  auth: Uint8Array<ArrayBuffer>;
}

/** Something that reached the push service. */
export interface Received {
  browser: string;
  ttl: number;
  urgency: string | null;
  topic: string | null;
  /** Of whom it says that it is from (RFC 8292). */
  subject: string;
  /** What the browser reads. */
  // deno-lint-ignore no-explicit-any -- what a test compares
  payload: any;
}

/** An answer in place of 201. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** The plain text of a body in `aes128gcm`, one record (RFC 8291). Throws where it does not fit. */
export async function decrypt(
  body: Uint8Array<ArrayBuffer>,
  { publicKey, privateKey, auth }: Receiver,
): Promise<Uint8Array<ArrayBuffer>> {
  const salt = body.slice(0, 16);
  const idLength = body[20] ?? 0;
  const sender = body.slice(21, 21 + idLength);
  const record = body.slice(21 + idLength);
  const theirs = await crypto.subtle.importKey("raw", sender, CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, privateKey, 256);
  const info = new Uint8Array([...text.encode("WebPush: info\0"), ...publicKey, ...sender]);
  const secret = await hkdf(auth, shared, info, 32);
  const key = await hkdf(salt, secret, text.encode("Content-Encoding: aes128gcm\0"), 16);
  const nonce = await hkdf(salt, secret, text.encode("Content-Encoding: nonce\0"), 12);
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const padded = await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce }, aes, record);
  const plain = new Uint8Array(padded);
  const end = plain.lastIndexOf(2); // the last record ends with it, and zeros
  if (end < 0 || plain.slice(end + 1).some((byte) => byte !== 0)) throw new TypeError("padding");
  return plain.slice(0, end);
}

async function hkdf(
  salt: Uint8Array<ArrayBuffer>,
  secret: BufferSource,
  info: Uint8Array<ArrayBuffer>,
  bytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, bytes * 8));
}

/** What a token of VAPID says, once its signature was checked. Throws where it does not fit. */
async function readVapid(header: string, origin: string): Promise<{ sub: string; key: string }> {
  const [, token, key] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(header) ?? [];
  if (!token || !key) throw new TypeError(`Authorization: ${header}`);
  const [head = "", claims = "", signature = ""] = token.split(".");
  const how = { name: "ECDSA", namedCurve: "P-256" };
  const signer = await crypto.subtle.importKey("raw", bytesOf(key), how, false, ["verify"]);
  const isTrue = await crypto.subtle.verify(
    { name: "ECDSA", hash: "SHA-256" },
    signer,
    bytesOf(signature),
    text.encode(`${head}.${claims}`),
  );
  const { aud, exp, sub } = JSON.parse(new TextDecoder().decode(bytesOf(claims)));
  if (!isTrue || aud !== origin || !(exp > Date.now() / 1_000)) throw new TypeError("vapid");
  return { sub, key };
}

/** The push service at https://fcm.googleapis.com, as far as anybody here knows. */
export class PushService {
  readonly received: Received[] = [];
  /** All that was asked of it, taken or not. */
  asked = 0;
  /** The keys of all who sent. */
  readonly senders = new Set<string>();
  readonly #browsers = new Map<string, Receiver>();
  readonly #answers = new Map<string, Answer[]>();
  readonly #underWay = new Set<Promise<Answer>>();

  constructor(readonly origin = "https://fcm.googleapis.com") {}

  /** A browser subscribes. */
  async subscribe(name: string): Promise<Subscription> {
    const pair = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
    const { publicKey: ours, privateKey } = pair as CryptoKeyPair;
    const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", ours));
    const auth = crypto.getRandomValues(new Uint8Array(16));
    this.#browsers.set(name, { publicKey, privateKey, auth });
    return {
      endpoint: `${this.origin}/send/${name}`,
      keys: { p256dh: publicKey.toBase64(base64Url), auth: auth.toBase64(base64Url) },
    };
  }

  /** What it answers next to what is for a browser, in place of taking it. */
  answer(browser: string, ...answers: Answer[]): void {
    this.#answers.set(browser, answers);
  }

  /** Resolves once all that it is asked now is answered. */
  async rests(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  /** In place of the network. */
  readonly fetch: GuardedFetch = async (request) => {
    const taking = this.#take(request);
    this.#underWay.add(taking);
    const { status, headers = {}, body = "" } = await taking.finally(() =>
      this.#underWay.delete(taking)
    );
    this.asked++;
    return {
      status,
      headers: new Headers(headers),
      url: request.url,
      body: text.encode(body),
    };
  };

  async #take({ url, method, headers: given, body }: GuardedRequest): Promise<Answer> {
    const headers = new Headers(given);
    const browser = url.slice(`${this.origin}/send/`.length);
    const receiver = this.#browsers.get(browser);
    if (method !== "POST" || !receiver) return { status: 404, body: "no such subscription" };
    const ttl = headers.get("ttl");
    if (ttl === null) return { status: 400, body: "TTL is missing" };
    if (headers.get("content-encoding") !== "aes128gcm") return { status: 415 };
    const { sub, key } = await readVapid(headers.get("authorization") ?? "", this.origin);
    const [answer] = this.#answers.get(browser)?.splice(0, 1) ?? [];
    if (answer) return answer;
    if (typeof body === "string" || body === undefined) return { status: 400, body: "no body" };
    if (body.length > 4_096) return { status: 413 };
    this.senders.add(key);
    const plain = await decrypt(new Uint8Array(body), receiver);
    this.received.push({
      browser,
      ttl: Number(ttl),
      subject: sub,
      urgency: headers.get("urgency"),
      topic: headers.get("topic"),
      payload: JSON.parse(new TextDecoder().decode(plain)),
    });
    return { status: 201, headers: { location: `${url}/1` } };
  }
}

/** The same over HTTP on this machine: `host` is what `PALABRE_PUSH_HOSTS` is to name. */
export function servePushService(): { service: PushService; host: string; stop(): Promise<void> } {
  const listening = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request): Promise<Response> => {
      const { status, body } = await service.fetch({
        url: request.url,
        method: "POST",
        headers: Object.fromEntries(request.headers),
        body: await request.bytes(),
        timeoutMs: 0,
        maxBytes: 0,
        longer: "cut",
      });
      return new Response(body, { status });
    },
  );
  const origin = `http://127.0.0.1:${listening.addr.port}`;
  const service = new PushService(origin);
  return { service, host: new URL(origin).host, stop: () => listening.shutdown() };
}
