/** The longest address that mail knows (RFC 5321, 4.5.3.1). */
export const MAX_ADDRESS_LENGTH = 254;

/**
 * An address to which mail may go, as it was typed but for spaces around it; nothing else. It is not known
 * that there is somebody until a link that was sent there is followed.
 */
export function readAddress(typed: string): string | undefined {
  const address = typed.trim();
  if (address.length > MAX_ADDRESS_LENGTH) return undefined;
  return /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}]{2,}$/u
      .test(address)
    ? address
    : undefined;
}
