// Which addresses lead to the public internet, and not to this machine or to what stands beside it.
import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Public by their number, but only reached from within a cloud: Azure's agent (168.63.129.16). */
const WITHIN_A_CLOUD: ReadonlySet<string> = new Set(["168.63.129.16"]);

/** NAT64 (RFC 6052): the last 32 bits are the IPv4 address that is reached. */
const EMBEDS_IPV4: ReadonlySet<string> = new Set(["ipv4Mapped", "rfc6052"]);

/** IPv6 that is assigned to anybody lies here (RFC 4291); the rest is reserved or of special use. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an address may be called for whoever named it: public unicast. Not so: loopback, private
 * (RFC 1918, RFC 4193), link-local, CGNAT (RFC 6598), multicast, 6to4, Teredo, local NAT64 (RFC 8215),
 * whatever is reserved, and what is no address. IPv4 within IPv6 is judged as the IPv4 that it is.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || address.includes("%")) return false;
  return isPublic(ipaddr.parse(address));
}

function isPublic(address: Address): boolean {
  if (address instanceof ipaddr.IPv4) {
    return address.range() === "unicast" && !WITHIN_A_CLOUD.has(address.toString());
  }
  const range = address.range();
  if (EMBEDS_IPV4.has(range)) return isPublic(lastBits(address));
  return range === "unicast" && address.match(GLOBAL_UNICAST);
}

function lastBits(address: ipaddr.IPv6): ipaddr.IPv4 {
  return new ipaddr.IPv4(address.toByteArray().slice(-4));
}
