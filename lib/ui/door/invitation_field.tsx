import type { TargetedInputEvent } from "preact";
import { readInvitationCode } from "../../protocol/invitation_codes.ts";
import { TextField, type TextFieldProps } from "../elements/text_field.tsx";
import { useReading } from "../reading.ts";

/** The field for the code of an invitation: of a link that is pasted, the code is left. */
export function InvitationField(
  { known, ...props }: Pick<TextFieldProps, "defaultValue" | "error"> & {
    /** The code in it is good: nobody has to look for one. */
    known?: boolean;
  },
) {
  const { words } = useReading();
  return (
    <TextField
      {...props}
      name="invite"
      label={words.t("door.invite")}
      hint={known ? undefined : words.t("door.invite-hint")}
      autocomplete="off"
      required
      onInput={showCode}
    />
  );
}

function showCode({ currentTarget: field }: TargetedInputEvent<HTMLInputElement>): void {
  if (field.value.includes("/")) field.value = readInvitationCode(field.value);
}
