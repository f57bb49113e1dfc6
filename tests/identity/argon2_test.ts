import { assert, assertEquals, assertMatch } from "@std/assert";
import { argon2Hasher, isCommonPassword } from "../../lib/chat/identity/argon2.ts";

Deno.test("argon2 - 19 MiB, two passes, one lane; the password fits and no other", async () => {
  const hasher = argon2Hasher();
  const hash = await hasher.hash("correct horse");
  assertMatch(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assertEquals(await hasher.verify(hash, "correct horse"), true);
  assertEquals(await hasher.verify(hash, "wrong horse"), false);
});

Deno.test("argon2 - a letter typed as one or as two is the same password", async () => {
  const hasher = argon2Hasher();
  assert(await hasher.verify(await hasher.hash("pa\u00DFw\u00F6rter"), "pa\u00DFwo\u0308rter"));
});

Deno.test("argon2 - the list of common passwords knows the common and not the rare", async () => {
  assertEquals(await isCommonPassword("password1"), true);
  assertEquals(await isCommonPassword("battery-staple-of-zed"), false);
});
