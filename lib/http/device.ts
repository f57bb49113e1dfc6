/** A name of somebody's making may not fill the page. */
const MAX_DEVICE_LENGTH = 60;

/** Browsers send some 150 characters; nothing further is read. */
const MAX_HEADER_LENGTH = 512;

/** What a `User-Agent` says in a few words: “Firefox on Linux”; of a tool, its name. */
export async function deviceOf(userAgent: string | undefined): Promise<string> {
  if (!userAgent) return "";
  const { default: bowser } = await import("bowser"); // loaded when somebody comes in
  const { browser, os } = bowser.parse(userAgent.slice(0, MAX_HEADER_LENGTH));
  const name = browser.name || userAgent.split(/[ /]/)[0] || "";
  return (os.name ? `${name} on ${os.name}` : name).slice(0, MAX_DEVICE_LENGTH);
}
