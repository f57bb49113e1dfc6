// Where a request comes from. Headers say so truly only where a trusted proxy wrote them.
import ipaddr from "ipaddr.js";
import type { HttpMiddleware } from "./environment.ts";

/** Whether an address is that of a proxy whose headers are believed. */
export type IsTrustedProxy = (address: string) => boolean;

/** Bits of an IPv6 address that name a network: one client commonly has all that is below. */
const IPV6_NETWORK_BITS = 64;
const UNKNOWN = "unknown";

/**
 * Reads PALABRE_TRUSTED_PROXIES, or another `variable` like it: addresses and networks (`10.0.0.0/8`,
 * `::1`) between commas. Throws an `Error` that names what is neither.
 */
export function readTrustedProxies(
  text = "",
  variable = "PALABRE_TRUSTED_PROXIES",
): IsTrustedProxy {
  const networks = text.split(",").map((part) => part.trim()).filter(Boolean).map((part) => {
    try {
      return part.includes("/") ? ipaddr.parseCIDR(part) : wholeAddress(part);
    } catch {
      throw new Error(`${variable}: “${part}” is no address and no network`);
    }
  });
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return networks.some(([network, bits]) =>
      network.kind() === parsed.kind() && parsed.match(network, bits)
    );
  };
}

function wholeAddress(part: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const address = ipaddr.process(part);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}

/** An address as it is counted: IPv4 as it is, IPv6 by its network. */
export function countedAddress(address: string): string {
  if (!ipaddr.isValid(address)) return UNKNOWN;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${parsed}/${IPV6_NETWORK_BITS}`);
  return `${network}/${IPV6_NETWORK_BITS}`;
}

/** The end of `X-Forwarded-For` that is read, in characters: what trusted proxies wrote stands there. */
const READ_OF_FORWARDED = 1_024;

/** The first hop, seen from here, that is no trusted proxy. */
function clientAddress(peer: string, forwarded: string | undefined, isTrusted: IsTrustedProxy) {
  let client = peer;
  if (forwarded === undefined || !isTrusted(peer)) return client;
  const hops = forwarded.slice(-READ_OF_FORWARDED).split(",").map((hop) => hop.trim());
  for (const hop of hops.reverse()) {
    if (!isTrusted(client) || !ipaddr.isValid(hop)) break;
    client = hop;
  }
  return client;
}

/** Finds out address, scheme and origin of each request; 400 where its `Host` names no host. */
export function connectionInfo(isTrusted: IsTrustedProxy): HttpMiddleware {
  return async (c, next) => {
    if (!URL.canParse(c.req.url)) return c.text("This Host header names no host.\n", 400);
    const remote = c.env?.remoteAddr;
    const peer = remote && "hostname" in remote ? remote.hostname : UNKNOWN;
    const url = new URL(c.req.url);
    const scheme = isTrusted(peer) && c.req.header("x-forwarded-proto")?.split(",").at(-1)?.trim();
    c.set("secure", (scheme || url.protocol.slice(0, -1)) === "https");
    c.set("origin", `${c.var.secure ? "https" : "http"}://${url.host}`);
    const client = clientAddress(peer, c.req.header("x-forwarded-for"), isTrusted);
    c.set("address", countedAddress(client));
    await next();
  };
}
