// The PROXY protocol, versions 1 and 2: who connected to the proxy that now connects to us
// (haproxy.org/download/3.0/doc/proxy-protocol.txt).
import ipaddr from "ipaddr.js";

/** How a connection begins: `bytes` long, and the client's `address` unless the proxy speaks for itself. */
export type ProxyHeader =
  | { is: "header"; bytes: number; address?: string }
  | { is: "unfinished" }
  | { is: "none" };

const NONE: ProxyHeader = { is: "none" };
const UNFINISHED: ProxyHeader = { is: "unfinished" };

/** A line of version 1 with its line break, at most. */
const MAX_LINE = 107;
/** What follows the first 16 bytes of version 2: addresses and remarks of the proxy. */
const MAX_REST = 4_096;
const FIRST = 16;
/** The longest header that is read, in bytes. */
export const MAX_PROXY_HEADER = FIRST + MAX_REST;

const SIGNATURE = [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a];
const LINE_START = new TextEncoder().encode("PROXY ");
/** The length of a source address, by the family and transport of version 2. */
const SOURCE_BYTES: Readonly<Record<number, number>> = { 0x11: 4, 0x12: 4, 0x21: 16, 0x22: 16 };

/** Reads the beginning of a connection. Never throws. */
export function readProxyHeader(bytes: Uint8Array): ProxyHeader {
  if (begins(bytes, LINE_START)) return readLine(bytes);
  if (begins(bytes, SIGNATURE)) return readBinary(bytes);
  return NONE;
}

/** Whether all there is of the bytes, or the whole of the start, are the same. */
function begins(bytes: Uint8Array, start: ArrayLike<number>): boolean {
  const known = Math.min(bytes.length, start.length);
  for (let at = 0; at < known; at++) if (bytes[at] !== start[at]) return false;
  return true;
}

function readLine(bytes: Uint8Array): ProxyHeader {
  const end = bytes.subarray(0, MAX_LINE).indexOf(0x0a);
  if (end < 0) return bytes.length < MAX_LINE ? UNFINISHED : NONE;
  const line = String.fromCharCode(...bytes.subarray(0, end));
  const [, family, address = ""] =
    /^PROXY (?:(TCP[46]) (\S+) \S+ \d{1,5} \d{1,5}|UNKNOWN(?: .*)?)\r$/.exec(line) ?? [];
  if (family === undefined) {
    return /^PROXY UNKNOWN\b/.test(line) ? { is: "header", bytes: end + 1 } : NONE;
  }
  const isOne = family === "TCP4"
    ? ipaddr.IPv4.isValidFourPartDecimal(address)
    : ipaddr.IPv6.isValid(address);
  return isOne ? { is: "header", bytes: end + 1, address } : NONE;
}

function readBinary(bytes: Uint8Array): ProxyHeader {
  if (bytes.length < FIRST) return UNFINISHED;
  const [command = 0, family = 0, high = 0, low = 0] = bytes.subarray(SIGNATURE.length, FIRST);
  const rest = high * 256 + low;
  if (command >> 4 !== 2 || (command & 15) > 1 || rest > MAX_REST) return NONE;
  if (bytes.length < FIRST + rest) return UNFINISHED;
  const length = SOURCE_BYTES[family];
  const header: ProxyHeader = { is: "header", bytes: FIRST + rest };
  if ((command & 15) === 0 || length === undefined) return header; // of the proxy's own, or no TCP
  if (rest < 2 * length + 4) return NONE;
  const source = [...bytes.subarray(FIRST, FIRST + length)];
  return { ...header, address: ipaddr.fromByteArray(source).toString() };
}
