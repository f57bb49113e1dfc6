/** An address by number: passkeys belong to a name. */
const BY_NUMBER = /^[\d.]+$|^\[/;

/**
 * Whether this page may use passkeys: over https or on this machine, by its name, in a browser that has
 * them.
 */
export function canUsePasskeys(): boolean {
  const { hostname } = location;
  return isSecureContext && "PublicKeyCredential" in globalThis && !BY_NUMBER.test(hostname);
}
