import type { ComponentChildren } from "preact";
import type { AccountFailure, AccountForm } from "./account.ts";
import { Said } from "../elements/said.tsx";

export interface FormPanelProps {
  title: string;
  action: string;
  form: AccountForm;
  failed: AccountFailure | undefined;
  /** Confirmation shown after success. */
  done?: string;
  danger?: boolean;
  button: string;
  children: ComponentChildren;
}

/** A panel with one form: fields, outcome, submit button. */
export function FormPanel(props: FormPanelProps) {
  const { failed } = props;
  const wrong = failed?.form === props.form && failed.field === undefined && failed.message;
  return (
    <section class="panel" id={props.form}>
      <h2>{props.title}</h2>
      <form class="fields" method="post" action={props.action}>
        {wrong && <p class="error" role="alert">{wrong}</p>}
        {props.children}
        <div class="row">
          <button type="submit" class={props.danger ? "button danger" : "button"}>
            {props.button}
          </button>
          {props.done && <Said>{props.done}</Said>}
        </div>
      </form>
    </section>
  );
}

/** The error of a form's field, if it has one. */
export function errorAt(failed: AccountFailure | undefined, form: AccountForm, field: string) {
  return failed?.form === form && failed.field === field ? failed.message : undefined;
}

/** Whether a form failed and was made anew: what was a password in it was not kept. */
export function isAnew(failed: AccountFailure | undefined, form: AccountForm): boolean {
  return failed?.form === form && failed.anew === true;
}

/** What was typed into a field of a rejected form. */
export function typedIn(failed: AccountFailure | undefined, form: AccountForm, field: string) {
  return failed?.form === form ? failed.typed[field] : undefined;
}
