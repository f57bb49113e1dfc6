import type { Person } from "../../lib/protocol/events.ts";
import { may, outranks } from "../../lib/protocol/permissions.ts";
import { SANCTION_KINDS } from "../../lib/protocol/sanctions.ts";
import { useReading } from "../../lib/ui/reading.ts";
import { LazySanctionDialog } from "./lazy_sanction_dialog.ts";
import { MenuButton } from "./menu_button.tsx";
import { useWindow } from "./window_context.ts";

export interface PersonMenuProps {
  me: Person;
  member: Person;
  onOpen(open: boolean): void;
}

/** What can be done about somebody: write to them, and for those who may, send them out. */
export function PersonMenu({ me, member, onOpen }: PersonMenuProps) {
  const window = useWindow();
  const { words } = useReading();
  const { id, name, role } = member;
  if (id === me.id) return null;
  const moderates = may(me.role, "kick, mute and ban") && outranks(me.role, role);
  if (!moderates) return null; // the row itself leads to the conversation
  return (
    <MenuButton
      label={words.t("members.menu", { name })}
      id={`menu-${id}`}
      onOpen={(open) => {
        if (open && window.online) LazySanctionDialog.preload();
        onOpen(open);
      }}
      items={() => [
        {
          text: words.t("members.write", { name }),
          run: () => window.attempt(() => window.writeTo(name)),
        },
        ...SANCTION_KINDS.map((kind) => ({
          text: words.t(`members.${kind}`),
          run() {
            window.overlay.value = { is: "sanction", kind, person: { id, name, role } };
          },
        })),
      ]}
    />
  );
}
