import type { ProvenAct } from "../lib/protocol/proofs.ts";
import { canUsePasskeys } from "./passkey_support.ts";

/** What a passkey signed for a form that was not sent yet, and the password that it stands for. */
interface Given {
  signed: string;
  password: HTMLInputElement | null;
  isRequired: boolean;
}

/**
 * Lets who has a passkey prove by it, in forms drawn with `OwnProof`, that it is still them: what was
 * signed goes with the form once, as `signed`. Gives what ends it.
 */
export function watchProofs(): () => void {
  if (!canUsePasskeys()) return () => {};
  const given = new WeakMap<HTMLFormElement, Given>();

  async function press({ target }: Event): Promise<void> {
    if (!(target instanceof HTMLButtonElement)) return;
    const row = target.closest<HTMLElement>("[data-proof]");
    if (!row || !target.form) return;
    const { form } = target;
    const outcome = await (await import("./passkeys.ts")).signProof(row.dataset.proof as ProvenAct);
    if (outcome.is === "done") {
      const password = form.querySelector<HTMLInputElement>("[autocomplete=current-password]");
      const isRequired = given.get(form)?.isRequired ?? password?.required ?? false;
      given.set(form, { signed: outcome.value, password, isRequired });
      if (password) password.required = false;
    }
    const status = row.querySelector<HTMLElement>("[role=status]");
    if (!status) return;
    status.textContent = outcome.is === "refused"
      ? outcome.message
      : status.dataset[outcome.is === "known" ? "cancelled" : outcome.is] ?? "";
  }

  function send({ target, formData }: FormDataEvent): void {
    const form = target as HTMLFormElement;
    const { signed, password, isRequired } = given.get(form) ?? {};
    if (signed === undefined) return;
    given.delete(form);
    formData.set("signed", signed);
    if (password) password.required = isRequired === true;
    const status = form.querySelector("[data-proof] [role=status]");
    if (status) status.textContent = "";
  }

  function show(): void {
    for (const row of document.querySelectorAll<HTMLElement>("[data-proof]")) row.hidden = false;
  }

  show();
  const later = new MutationObserver(show); // a form may come when something is over
  later.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("click", press);
  document.addEventListener("formdata", send);
  return () => {
    later.disconnect();
    document.removeEventListener("click", press);
    document.removeEventListener("formdata", send);
  };
}
