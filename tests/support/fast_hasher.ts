import type { PasswordHasher } from "../../lib/chat/identity/passwords.ts";

/** A hasher that costs nothing and counts: for tests of rules, not of hashing. */
export class FastHasher implements PasswordHasher {
  hashed = 0;
  readonly verified: Array<{ hash: string; password: string }> = [];

  hash(password: string): Promise<string> {
    return Promise.resolve(`fast$${++this.hashed}$${password}`);
  }

  verify(hash: string, password: string): Promise<boolean> {
    this.verified.push({ hash, password });
    return Promise.resolve(hash.split("$").slice(2).join("$") === password);
  }
}
