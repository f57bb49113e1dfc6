/** Only its origin matters: it is none that a path could name. */
const BASE = "http://palabre.invalid";

/**
 * The path to go to after a form, when `text` names one of ours; `otherwise` when it is absent or
 * would lead to another origin, however it is written.
 */
export function nextPath(text: string | undefined, otherwise: string): string {
  if (!text?.startsWith("/") || !URL.canParse(text, BASE)) return otherwise;
  const url = new URL(text, BASE);
  const path = url.pathname + url.search;
  // “/.//host” is a path of ours whose short form “//host” is not.
  return url.origin === BASE && !path.startsWith("//") ? path : otherwise;
}
