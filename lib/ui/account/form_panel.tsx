import type { ComponentChildren } from "preact";
import type { AccountFailure, AccountForm } from "./account.ts";

export interface FormPanelProps {
  title: string;
  action: string;
  form: AccountForm;
  failed: AccountFailure | undefined;
  /** Said once it was done. */
  done?: string;
  danger?: boolean;
  button: string;
  children: ComponentChildren;
}

/** One thing to change: its fields, what went wrong or well, and one press. */
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
          {props.done && <span role="status">{props.done}</span>}
        </div>
      </form>
    </section>
  );
}

/** What is wrong with a field of a form, if anything. */
export function errorAt(failed: AccountFailure | undefined, form: AccountForm, field: string) {
  return failed?.form === form && failed.field === field ? failed.message : undefined;
}

/** What was typed into a field of a form before it came back. */
export function typedIn(failed: AccountFailure | undefined, form: AccountForm, field: string) {
  return failed?.form === form ? failed.typed[field] : undefined;
}
