import type { TargetedInputEvent } from "preact";

export interface TextFieldProps {
  /** The form field's name; one a page, for its id is made of it, where no other is given. */
  name: string;
  id?: string;
  label: string;
  type?: "text" | "password";
  /** What stands in it at first. What a person types stays, whatever is drawn anew. */
  defaultValue?: string;
  placeholder?: string;
  autocomplete?: "username" | "current-password" | "new-password" | "off";
  required?: boolean;
  readOnly?: boolean;
  focus?: boolean;
  hint?: string;
  /** What is wrong with it, said below it. */
  error?: string;
  /** A button in the field's end. */
  button?: { text: string; press(): void };
  onInput?(event: TargetedInputEvent<HTMLInputElement>): void;
}

/** A labelled field with its hint and its error. */
export function TextField(props: TextFieldProps) {
  const id = props.id ?? `field-${props.name}`;
  const { hint, error, button } = props;
  const described = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  const attributes = {
    id,
    name: props.name,
    defaultValue: props.defaultValue,
    placeholder: props.placeholder,
    autocomplete: props.autocomplete,
    autocapitalize: "off",
    spellcheck: false,
    dir: "auto",
    required: props.required,
    readOnly: props.readOnly,
    "data-focus": props.focus ? "" : undefined,
    "aria-invalid": error ? "true" : undefined,
    "aria-describedby": described,
    onInput: props.onInput,
  } as const;
  return (
    <div class="input">
      <label for={id}>{props.label}</label>
      <div class={button ? "with-button" : undefined}>
        {props.type === "password"
          ? <input type="password" {...attributes} />
          : <input type="text" {...attributes} />}
        {button && <button type="button" onClick={button.press}>{button.text}</button>}
      </div>
      {error
        ? <span class="error" role="alert" id={`${id}-error`}>{error}</span>
        : hint && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  );
}
