import { LIMITS } from "../protocol/limits.ts";

/** Lines that one message of several may have. */
export const MAX_MULTILINE_LINES = 100;
/** Bytes of such a message: as many as the longest text may have. */
export const MAX_MULTILINE_BYTES = 4 * LIMITS.text;

/** What clients may ask for (ircv3.net), with the value that goes with it. */
const CAPABILITIES = {
  "account-notify": "",
  "account-tag": "",
  "away-notify": "",
  "batch": "",
  "cap-notify": "",
  "draft/channel-rename": "",
  "draft/chathistory": "",
  "draft/event-playback": "",
  "draft/message-redaction": "",
  "draft/multiline": `max-bytes=${MAX_MULTILINE_BYTES},max-lines=${MAX_MULTILINE_LINES}`,
  "draft/no-implicit-names": "",
  "draft/read-marker": "",
  "echo-message": "",
  "extended-join": "",
  "invite-notify": "",
  "labeled-response": "",
  "message-tags": "",
  "multi-prefix": "",
  "sasl": "PLAIN",
  "server-time": "",
  "setname": "",
  "standard-replies": "",
  "userhost-in-names": "",
} as const;

export type Capability = keyof typeof CAPABILITIES;

/** Whether a name is that of a capability that is offered here. */
function isCapability(name: string): name is Capability {
  return Object.hasOwn(CAPABILITIES, name);
}

/** What is offered, as `CAP LS` lists it; clients that speak version 302 are told values too. */
export function offeredCapabilities(version: number): string[] {
  return Object.entries(CAPABILITIES).map(([name, value]) =>
    value !== "" && version >= 302 ? `${name}=${value}` : name
  );
}

/** What a `CAP REQ` changes: all of it, or nothing where some of it is not known. */
export function requested(
  list: string,
): { on: Capability[]; off: Capability[] } | undefined {
  const on: Capability[] = [];
  const off: Capability[] = [];
  for (const word of list.split(" ").filter((word) => word !== "")) {
    const name = word.replace(/^-/, "");
    if (!isCapability(name)) return undefined;
    (word.startsWith("-") ? off : on).push(name);
  }
  return { on, off };
}
