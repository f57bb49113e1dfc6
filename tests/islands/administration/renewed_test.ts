import { assertEquals } from "@std/assert";
import { overtaken, renewed } from "../../../islands/administration/renewed.ts";
import type { Shown } from "../../../lib/ui/administration/views.ts";

const page = (now: number, more: Partial<Shown> = {}): Shown => ({
  now,
  here: "/admin/sanctions",
  view: { is: "sanctions", sanctions: [] },
  ...more,
});
const token = { name: "Ben", text: "https://chat.example.com/recover?code=1" };
const failed = { form: "/admin/do/role", message: "No", typed: {} };

Deno.test("renewed - what is shown once stays while the page is kept up to date", () => {
  const made = page(1, { done: { what: "password-link" }, token });
  assertEquals(renewed(made, page(2)), {
    ...page(2),
    done: { what: "password-link" },
    failed: undefined,
    token,
    tried: undefined,
  });
  assertEquals(renewed(renewed(made, page(2)), page(3)).token, token);
});

Deno.test("renewed - an answer that comes late brings its secret and its refusal, and not its page", () => {
  const seen = overtaken(page(2), page(1, { token, failed }));
  assertEquals(seen, page(2, { token, failed }));
  const newer = { ...token, text: "newer" };
  assertEquals(overtaken(page(2, { token: newer }), page(1, { token })).token, newer);
});
