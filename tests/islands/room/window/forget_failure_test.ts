import { assertEquals } from "@std/assert";
import { signal } from "@preact/signals";
import { forgetFailure } from "../../../../islands/room/window/forget_failure.ts";
import type { Toast } from "../../../../islands/room/window/shown.ts";

Deno.test("toasts - what failed goes with its place, what was done stays", () => {
  const toast = signal<Toast | undefined>({ text: "too large", failed: true });
  forgetFailure({ toast });
  assertEquals(toast.value, undefined);
  const done = toast.value = { text: "Copied", failed: false };
  forgetFailure({ toast });
  assertEquals(toast.value, done);
});
