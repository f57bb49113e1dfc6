/** Whether this page may use passkeys: over https or on this machine, in a browser that has them. */
export function canUsePasskeys(): boolean {
  return isSecureContext && "PublicKeyCredential" in globalThis;
}
