// What the pages of the administration ask their server: the same addresses, answered as JSON.
import * as v from "valibot";
import { Shown } from "../../lib/ui/administration/views.ts";

const headers = { Accept: "application/json" };

/** The page as it is now. Rejects when there is no answer; who may no longer look is led away. */
export async function ask(here: string): Promise<Shown> {
  return await read(await fetch(here, { headers }));
}

/** Posts a form, and gives the page after it. */
export async function post(form: HTMLFormElement, submitter: HTMLElement | null): Promise<Shown> {
  const data = new FormData(form, submitter);
  const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams();
  if (body !== data) {
    for (const [name, value] of data) if (typeof value === "string") body.append(name, value);
  }
  const own = submitter instanceof HTMLButtonElement && submitter.hasAttribute("formaction");
  const action = own ? submitter.formAction : form.action;
  return await read(await fetch(action, { method: "POST", body, headers }));
}

async function read(response: Response): Promise<Shown> {
  if (response.headers.get("Content-Type")?.startsWith("application/json")) {
    return v.parse(Shown, await response.json());
  }
  // A page for people: the session has ended, or the role. The page itself says so.
  if (response.status < 500) location.reload();
  throw new Error(`The server answered ${response.status}`);
}
