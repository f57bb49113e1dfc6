import { secureHeaders } from "hono/secure-headers";
import type { Random } from "../runtime/clock.ts";
import { encodeBase64Url } from "../runtime/base64url.ts";
import type { HttpContext, HttpMiddleware } from "./environment.ts";

/** Bytes of a nonce: a page's scripts bear it, a guess does not. */
const NONCE_BYTES = 16;
const YEAR_S = 365 * 24 * 3600;

const POLICY: Parameters<typeof secureHeaders>[0] = {
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: [(c) => `'nonce-${(c as HttpContext).var.nonce}'`, "'strict-dynamic'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", "blob:", "data:"],
    mediaSrc: ["'self'", "blob:"], // what one has recorded is heard before it is sent
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    workerSrc: ["'self'"], // the one that shows what is pushed
    fontSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
    // Nothing of ours makes HTML or script of a text; one address may be that of a service worker.
    trustedTypes: ["service-worker"],
  },
  permissionsPolicy: {
    camera: [],
    microphone: ["self"], // voice messages
    geolocation: [],
    payment: [],
    usb: [],
    displayCapture: [],
    browsingTopics: [],
  },
  // “no-referrer” would make browsers send `Origin: null` with our own forms.
  referrerPolicy: "same-origin",
  xFrameOptions: "DENY",
  strictTransportSecurity: false,
};

/** The headers of every answer, and the nonce that the page's scripts must bear. */
export function securityHeaders(random: Random): HttpMiddleware {
  const always = secureHeaders(POLICY);
  const overHttps = secureHeaders({
    ...POLICY,
    strictTransportSecurity: `max-age=${YEAR_S}`,
  });
  return (c, next) => {
    c.set("nonce", encodeBase64Url(random.bytes(NONCE_BYTES)));
    return c.var.secure ? overHttps(c, next) : always(c, next);
  };
}

/** Headers that we read, none of which a browser of ours makes longer; an address neither. */
const READ = [
  "cookie",
  "authorization",
  "accept-language",
  "accept-encoding",
  "user-agent",
  "referer",
  "x-forwarded-for",
];
const MAX_LENGTH = 8 * 1024;

/** Refuses what is too long to be read with good reason: 431 for a header, 414 for the address. */
export const refuseLongHeaders: HttpMiddleware = async (c, next) => {
  if (c.req.url.length > MAX_LENGTH) return c.text("This address is too long.\n", 414);
  const long = READ.find((name) => (c.req.header(name)?.length ?? 0) > MAX_LENGTH);
  if (long !== undefined) return c.text(`The header “${long}” is too long.\n`, 431);
  await next();
};
