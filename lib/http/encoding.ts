import { parseAccept } from "hono/utils/accept";

/** What browsers send has under 60 characters; nothing further is read. */
const MAX_HEADER_LENGTH = 256;

/**
 * The first of `available` that an `Accept-Encoding` header takes (RFC 9110, section 12.5.3);
 * `undefined` where it takes none of them.
 */
export function negotiateEncoding<Encoding extends string>(
  header: string | undefined,
  available: readonly Encoding[],
): Encoding | undefined {
  const ranges = parseAccept((header ?? "").slice(0, MAX_HEADER_LENGTH).toLowerCase());
  const weights = new Map(ranges.map(({ type, q }) => [type, q]));
  return available.find((encoding) => (weights.get(encoding) ?? weights.get("*") ?? 0) > 0);
}
