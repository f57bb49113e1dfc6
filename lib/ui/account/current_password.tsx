import { TextField, type TextFieldProps } from "../elements/text_field.tsx";
import { useReading } from "../reading.ts";

export interface CurrentPasswordProps
  extends Pick<TextFieldProps, "id" | "label" | "hint" | "error" | "autofocus" | "required"> {
  /** The form field's name; “password” unless it is given. */
  name?: string;
  /** The form came back, and this field empty: it says so. */
  again?: boolean;
}

/** The field of one's own password, by which a form is known to be given by oneself. */
export function CurrentPassword(
  { name = "password", again, required = true, hint, ...field }: CurrentPasswordProps,
) {
  const { words } = useReading();
  return (
    <TextField
      {...field}
      name={name}
      required={required}
      type="password"
      autocomplete="current-password"
      hint={again ? words.t("door.password-again") : hint}
    />
  );
}
