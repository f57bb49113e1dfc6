/**
 * The push services of browsers, each with all names below it: Chrome, Edge and others (FCM), Firefox,
 * Safari, Edge on Windows.
 */
const KNOWN = [
  "fcm.googleapis.com",
  "push.services.mozilla.com",
  "push.apple.com",
  "notify.windows.com",
];

/** Whether somebody may have us call this endpoint. */
export type IsPushEndpoint = (endpoint: string) => boolean;

/**
 * Endpoints of known push services over https, or of those that the operator names in their place
 * (`push.example.org`, `127.0.0.1:9000`), which may be anywhere and unencrypted.
 */
export function pushEndpoints(
  isNamed: ((hostname: string, port: number) => boolean) | undefined,
): IsPushEndpoint {
  return (endpoint) => {
    if (!URL.canParse(endpoint)) return false;
    const { protocol, hostname, port, username, password } = new URL(endpoint);
    if (username || password) return false;
    const isSecure = protocol === "https:";
    if (isNamed) {
      return /^https?:$/.test(protocol) &&
        isNamed(hostname, Number(port) || (isSecure ? 443 : 80));
    }
    const isKnown = KNOWN.some((known) => hostname === known || hostname.endsWith(`.${known}`));
    return isSecure && port === "" && isKnown;
  };
}
