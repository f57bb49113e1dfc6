import { useReading } from "../reading.ts";
import { TextField } from "../elements/text_field.tsx";

export interface NewPasswordFieldProps {
  name?: string;
  label?: string;
  error: string | undefined;
  /** What was typed before was not kept. */
  again?: boolean;
}

/** A field for a new password. */
export function NewPasswordField(
  { name = "password", label, error, again }: NewPasswordFieldProps,
) {
  const { words } = useReading();
  return (
    <TextField
      name={name}
      type="password"
      label={label ?? words.t("door.new-password")}
      hint={words.t(again ? "door.password-again" : "door.password-hint")}
      autocomplete="new-password"
      required
      error={error}
    />
  );
}
