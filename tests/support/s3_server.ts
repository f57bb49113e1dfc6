import { createHash, createHmac } from "node:crypto";

/** Requests that are older or newer than that are refused, as S3 does. */
const SKEW_MS = 15 * 60_000;

/** What it was asked, and how it is to fail. */
export interface S3Server extends AsyncDisposable {
  readonly options: { url: string; region: string; accessKeyId: string; secretAccessKey: string };
  /** The objects of the bucket, by name. */
  readonly objects: Map<string, Uint8Array<ArrayBuffer>>;
  /** Requests that were refused, with the reason. */
  readonly refused: string[];
  /** How many requests are to be answered with 503 before others are served. */
  failures: number;
  /** The most bytes of bodies that were under way at once. */
  readonly peakBytes: number;
}

/**
 * A small S3: a bucket by path, `PUT`, `GET` and `DELETE` of objects. Each request must be signed with
 * the key (Signature Version 4), and a body must have the digest that was signed.
 */
export function startS3(folder = ""): S3Server {
  const objects = new Map<string, Uint8Array<ArrayBuffer>>();
  const refused: string[] = [];
  const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "very/secret+key" };
  const region = "eu-test-1";
  const state = { failures: 0, underWay: 0, peakBytes: 0 };

  async function handle(request: Request): Promise<Response> {
    const body = await request.bytes();
    state.underWay += body.length;
    state.peakBytes = Math.max(state.peakBytes, state.underWay);
    try {
      const wrong = whyRefused(request, body, { ...credentials, region });
      if (wrong) {
        refused.push(wrong);
        return new Response(`<Error><Code>${wrong}</Code></Error>`, { status: 403 });
      }
      if (state.failures > 0) {
        state.failures--;
        return new Response("<Error><Code>SlowDown</Code></Error>", { status: 503 });
      }
      return serve(request.method, new URL(request.url).pathname, body);
    } finally {
      state.underWay -= body.length;
    }
  }

  function serve(method: string, path: string, body: Uint8Array<ArrayBuffer>): Response {
    const [, bucket, ...name] = path.split("/");
    if (bucket !== "palabre") return new Response("<Error/>", { status: 404 });
    const key = name.join("/");
    const found = objects.get(key);
    if (method === "PUT") objects.set(key, body);
    if (method === "DELETE") objects.delete(key);
    if (method === "GET" && !found) return new Response("<Error/>", { status: 404 });
    return method === "GET" ? new Response(found) : new Response(null, { status: 200 });
  }

  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, handle);
  return {
    options: {
      url: `http://127.0.0.1:${server.addr.port}/palabre${folder}`,
      region,
      ...credentials,
    },
    objects,
    refused,
    get failures() {
      return state.failures;
    },
    set failures(count) {
      state.failures = count;
    },
    get peakBytes() {
      return state.peakBytes;
    },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** Why S3 would refuse a request; nothing for one that is signed as it must be. */
export function whyRefused(
  request: Request,
  body: Uint8Array,
  { accessKeyId, secretAccessKey, region }: Omit<S3Server["options"], "url">,
  now = Date.now(),
): string | undefined {
  const header = (name: string) => request.headers.get(name) ?? "";
  const given = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w{64})$/
    .exec(header("authorization"));
  if (!given) return "AccessDenied";
  const [, credential = "", names = "", signature] = given;
  const time = header("x-amz-date");
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/s3/aws4_request`;
  if (credential !== `${accessKeyId}/${scope}`) return "InvalidAccessKeyId";
  const at = Date.parse(
    time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"),
  );
  if (!(Math.abs(now - at) < SKEW_MS)) return "RequestTimeTooSkewed";
  const signed = names.split(";");
  const required = ["host", "x-amz-date", "x-amz-content-sha256"];
  if (!required.every((name) => signed.includes(name))) return "SignedHeadersIncomplete";
  const digest = header("x-amz-content-sha256");
  const hasBody = request.method === "PUT";
  if (hasBody && digest !== hex(body)) return "XAmzContentSHA256Mismatch";

  const { host, pathname, searchParams } = new URL(request.url);
  searchParams.sort();
  const canonical = [
    request.method,
    pathname.split("/").map((part) => encodeURIComponent(decodeURIComponent(part))).join("/"),
    searchParams.toString(),
    ...signed.map((name) => `${name}:${name === "host" ? host : header(name).trim()}`),
    "",
    names,
    digest,
  ].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", time, scope, hex(canonical)].join("\n");
  const key = [day, region, "s3", "aws4_request"].reduce<string | Uint8Array>(
    (key, part) => createHmac("sha256", key).update(part).digest(),
    `AWS4${secretAccessKey}`,
  );
  const expected = createHmac("sha256", key).update(toSign).digest("hex");
  return signature === expected ? undefined : "SignatureDoesNotMatch";
}

function hex(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
