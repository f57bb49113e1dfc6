import * as v from "valibot";
import { PictureReply } from "../lib/ui/form_reply.ts";

/**
 * Posts a form without leaving the page, with `more` fields or to another `action`; `undefined` where no answer came that
 * `schema` can read: offline, or an error page of something in between.
 */
export async function postForm<S extends v.GenericSchema>(
  form: HTMLFormElement,
  schema: S,
  { action = form.action, more = {} }: { action?: string; more?: Record<string, string> } = {},
): Promise<v.InferOutput<S> | undefined> {
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  return await postFields(action, { ...Object.fromEntries(fields), ...more }, schema);
}

/** Posts fields as a form would, likewise. */
export async function postFields<S extends v.GenericSchema>(
  action: string,
  fields: Record<string, string>,
  schema: S,
): Promise<v.InferOutput<S> | undefined> {
  try {
    const response = await fetch(action, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams(fields),
    });
    return v.parse(schema, await response.json());
  } catch {
    return undefined;
  }
}

/** Posts the form of a picture without leaving the page, as `submitter` says; `undefined` likewise. */
export async function postPicture(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
): Promise<PictureReply | undefined> {
  try {
    const response = await fetch(form.action, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new FormData(form, submitter),
    });
    return v.parse(PictureReply, await response.json());
  } catch {
    return undefined;
  }
}

/** What is typed and chosen in a form. */
export function contentOf(form: HTMLFormElement): string {
  return JSON.stringify([...new FormData(form)]);
}

/** Goes where a form leads to: a page that is here already is loaded again, not only scrolled. */
export function leadTo(next: string): void {
  const to = new URL(next, location.href);
  const isHere = to.pathname + to.search === location.pathname + location.search;
  if (isHere && to.hash !== "") to.searchParams.set("again", ""); // another address
  location.assign(to);
}

/** The form of a submission that is to be posted here: one with a password, which must not be lost. */
export function formWithPassword(event: Event): HTMLFormElement | undefined {
  const form = event.target;
  const isOurs = form instanceof HTMLFormElement && form.querySelector("input[type=password]");
  return isOurs ? form : undefined;
}

/** Brings the reader to what is wrong in a form. */
export function showError(): void {
  const field = document.querySelector<HTMLElement>("form [aria-invalid=true]");
  (field ?? document.querySelector<HTMLElement>(".error[tabindex]"))?.focus();
}

/** Puts the cursor where one begins to type, unless it is elsewhere or a keyboard would cover the screen. */
export function focusName(): void {
  if (document.activeElement === document.body && matchMedia("(pointer: fine)").matches) {
    document.getElementById("field-name")?.focus();
  }
}
