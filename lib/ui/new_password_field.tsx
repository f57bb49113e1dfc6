import { useReading } from "./reading.ts";
import { TextField } from "./text_field.tsx";

export interface NewPasswordFieldProps {
  name?: string;
  label?: string;
  error: string | undefined;
}

/** A field for a password that is chosen now. */
export function NewPasswordField({ name = "password", label, error }: NewPasswordFieldProps) {
  const { words } = useReading();
  return (
    <TextField
      name={name}
      type="password"
      label={label ?? words.t("door.new-password")}
      hint={words.t("door.password-hint")}
      autocomplete="new-password"
      required
      error={error}
    />
  );
}
