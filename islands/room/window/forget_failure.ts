import type { Signal } from "@preact/signals";
import type { Toast } from "./shown.ts";

/** What failed is no longer of the place, or was done since: one went elsewhere, or tried anew. */
export function forgetFailure({ toast }: { toast: Signal<Toast | undefined> }): void {
  if (toast.peek()?.failed) toast.value = undefined;
}
