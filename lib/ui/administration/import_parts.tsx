// What several steps of bringing a community in show alike.
import type { ComponentChildren } from "preact";
import { bytesText } from "../../i18n/sizes.ts";
import type { BroughtIn } from "../../protocol/administration.ts";
import { Confirmation } from "../elements/confirmation.tsx";
import { ActionForm } from "./action_form.tsx";
import { useAdministration } from "./administration.ts";
import { ACTIONS } from "./paths.ts";

export function Problem({ one: { problem } }: { one: BroughtIn }) {
  const { words } = useAdministration();
  if (!problem) return null;
  return <>{words.t(`import.problem.${problem.why}`, { detail: problem.detail })}</>;
}

export function Undo({ one, label }: { one: BroughtIn; label: string }) {
  const { words } = useAdministration();
  return (
    <ActionForm action={ACTIONS.importUndo} about={{ id: one.id }} class="panel-foot">
      <Confirmation
        name="sure"
        label={words.t("import.undo-sure")}
        errorId="undo-unsure"
        error={undefined}
      />
      <button type="submit" class="button danger">{label}</button>
    </ActionForm>
  );
}

export function forget(one: BroughtIn, label: string) {
  return (
    <ActionForm action={ACTIONS.importForget} about={{ id: one.id }}>
      <button type="submit" class="button">{label}</button>
    </ActionForm>
  );
}

export function About({ one: { file, upload } }: { one: BroughtIn }) {
  const { words } = useAdministration();
  const size = upload && bytesText(words.locale, upload.size);
  return <small class="faint" dir="auto">{[file, size].filter(Boolean).join(" · ")}</small>;
}

export function Foot({ children }: { children: ComponentChildren }) {
  return <div class="panel-foot">{children}</div>;
}
