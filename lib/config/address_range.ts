/** A range of addresses: `network` and how many of its leading bits count. */
export interface AddressRange {
  network: bigint;
  bits: number;
  family: 4 | 6;
}

/** Reads `10.1.2.3`, `10.0.0.0/8`, `::1` or `fd00::/8`; `undefined` for anything else. */
export function addressRange(text: string): AddressRange | undefined {
  const [address = "", length, more] = text.split("/");
  const parsed = parseAddress(address);
  if (!parsed || more !== undefined) return undefined;
  const width = parsed.family === 4 ? 32 : 128;
  if (length === undefined) return { ...parsed, bits: width };
  if (!/^\d{1,3}$/.test(length) || Number(length) > width) return undefined;
  return { ...parsed, bits: Number(length) };
}

/** Whether an address lies in a range. An IPv4 address written as IPv6 counts as what it is. */
export function isWithin(address: string, range: AddressRange): boolean {
  const parsed = parseAddress(address);
  if (!parsed || parsed.family !== range.family) return false;
  const ignored = BigInt((range.family === 4 ? 32 : 128) - range.bits);
  return parsed.network >> ignored === range.network >> ignored;
}

function parseAddress(text: string): { network: bigint; family: 4 | 6 } | undefined {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(text)) {
    const bytes = text.split(".").map(Number);
    if (bytes.some((byte) => byte > 255)) return undefined;
    return { network: bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n), family: 4 };
  }
  // The URL parser knows every way to write an IPv6 address, and writes it in one (RFC 5952).
  if (!text.includes(":") || !URL.canParse(`http://[${text}]`)) return undefined;
  const written = new URL(`http://[${text}]`).hostname.slice(1, -1);
  const [head = "", tail] = written.split("::");
  const groups = (part: string | undefined) => part ? part.split(":") : [];
  const zeros = 8 - groups(head).length - groups(tail).length;
  const all = [
    ...groups(head),
    ...Array<string>(tail === undefined ? 0 : zeros).fill("0"),
    ...groups(tail),
  ];
  const network = all.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
  return network >> 32n === 0xffffn
    ? { network: network & 0xffffffffn, family: 4 }
    : { network, family: 6 };
}
