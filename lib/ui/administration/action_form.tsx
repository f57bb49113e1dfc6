import type { ComponentChildren } from "preact";
import { useAdministration, useFailure } from "./administration.ts";
import { FormError } from "./form_error.tsx";

export interface ActionFormProps {
  /** One of `DO`. */
  action: string;
  /** What it is about, in the order in which `formKey` names it. */
  about?: Record<string, string>;
  class?: string;
  label?: string;
  /** Posted by itself while somebody types in it, where a script runs. */
  live?: boolean;
  /** It changes what stands around the page: the browser posts it, and all is drawn anew. */
  whole?: boolean;
  /** It shows what stands: it is not emptied once it was posted. */
  keeps?: boolean;
  children: ComponentChildren;
}

/** A form that performs an action and returns to this page. */
export function ActionForm(props: ActionFormProps) {
  const { shown } = useAdministration();
  const about = props.about ?? {};
  const failed = useFailure(props.action, ...Object.values(about));
  return (
    <form
      method="post"
      action={props.action}
      class={props.class}
      aria-label={props.label}
      data-live={props.live || undefined}
      data-whole={props.whole || undefined}
      data-keeps={props.keeps || undefined}
    >
      <input type="hidden" name="next" value={shown.here} />
      {Object.entries(about).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {failed && failed.field === undefined && <FormError>{failed.message}</FormError>}
      {props.children}
    </form>
  );
}
