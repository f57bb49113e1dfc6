import type { TargetedInputEvent } from "preact";

export interface TextFieldProps {
  /** The form field's name; its id derives from it unless `id` is given. */
  name: string;
  id?: string;
  label: string;
  type?: "text" | "password";
  /** The initial value; typing survives later renders. */
  defaultValue?: string;
  /** The value, where it belongs to who draws the field. */
  value?: string;
  placeholder?: string;
  autocomplete?:
    | "username"
    | "username webauthn"
    | "nickname"
    | "current-password"
    | "new-password"
    | "one-time-code"
    | "off";
  required?: boolean;
  readOnly?: boolean;
  focus?: boolean;
  /** The page opens for this field; so does one that comes back with an error. */
  autofocus?: boolean;
  hint?: string;
  /** The error, shown below the field. */
  error?: string;
  /** A button inside the field's end. */
  button?: { text: string; press(): void };
  /** Set where a list of options belongs to it: the list's id, and that of the option that is marked. */
  combobox?: { list: string; isOpen: boolean; active: string | undefined };
  onInput?(event: TargetedInputEvent<HTMLInputElement>): void;
  onKeyDown?(event: KeyboardEvent): void;
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
    ...(props.value !== undefined && { value: props.value }),
    placeholder: props.placeholder,
    autocomplete: props.autocomplete,
    autocapitalize: "off",
    spellcheck: false,
    dir: "auto",
    required: props.required,
    autofocus: error || props.autofocus ? true : undefined,
    readOnly: props.readOnly,
    "data-focus": props.focus ? "" : undefined,
    "aria-invalid": error ? "true" : undefined,
    "aria-describedby": described,
    onInput: props.onInput,
    onKeyDown: props.onKeyDown,
  } as const;
  return (
    <div class="input">
      <label for={id}>{props.label}</label>
      <div class={button ? "with-button" : undefined}>
        {props.type === "password"
          ? <input type="password" {...attributes} />
          : <input type="text" {...attributes} {...comboboxAttributes(props.combobox)} />}
        {button && <button type="button" onClick={button.press}>{button.text}</button>}
      </div>
      {error
        ? <span class="error" role="alert" id={`${id}-error`}>{error}</span>
        : hint && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  );
}

function comboboxAttributes(combobox: TextFieldProps["combobox"]) {
  if (!combobox) return {};
  return {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": combobox.isOpen,
    "aria-controls": combobox.list,
    "aria-activedescendant": combobox.active,
  } as const;
}
