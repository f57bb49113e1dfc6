import { TOTP } from "otpauth";

/** What an authenticator app shows for a secret (Base32, spaces allowed) at a time, in milliseconds UTC. */
export function codeOf(secret: string, at: number): string {
  return new TOTP({ secret: secret.replaceAll(" ", "") }).generate({ timestamp: at });
}
