import { useEffect } from "preact/hooks";
import type { Person } from "../../../lib/protocol/events.ts";
import { may, outranks } from "../../../lib/protocol/permissions.ts";
import { personAddress } from "../../../lib/protocol/people.ts";
import { SANCTION_KINDS, type SanctionKind } from "../../../lib/protocol/sanctions.ts";
import { rolePath } from "../../../lib/ui/administration/paths.ts";
import { PATHS } from "../../../lib/ui/paths.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import type { Failing } from "../../../lib/ui/elements/lazy.ts";
import { callApi } from "./api.ts";
import { refreshSanctions } from "./sanctions_in_force.ts";
import { MenuButton, type MenuItem } from "./menu_button.tsx";
import { useWindow } from "../window/window_context.ts";

export interface PersonMenuProps extends Failing {
  me: Person;
  member: Person;
  onOpen?(open: boolean): void;
}

/** What can be done about somebody: write to them, and for those who may, send them out or give a role. */
export function PersonMenu({ me, member, onOpen }: PersonMenuProps) {
  const window = useWindow();
  const reading = useReading();
  const { words, times } = reading;
  const { id, name, role } = member;
  const moderates = id !== me.id && may(me.role, "kick, mute and ban") && outranks(me.role, role);
  const givesRoles = id !== me.id && may(me.role, "give roles") && role !== "guest";
  useEffect(() => {
    if (moderates) void refreshSanctions(window, reading, "if-old");
  }, [moderates]);
  if (id === me.id) return null;
  const inForce = window.sanctions.value.get(id)?.all ?? [];

  function itemsFor(kind: SanctionKind): MenuItem[] {
    const ask = () => {
      window.overlay.value = { is: "sanction", kind, person: { id, name, role } };
    };
    const standing = inForce.find((one) => one.kind === kind);
    if (!standing) {
      return [{ text: words.t(`members.${kind}`), run: ask, danger: kind === "ban" }];
    }
    const first = words.t(`members.lift.${kind}`);
    const text = standing.until === undefined ? first : words.t("sentence.list", {
      first,
      second: words.t("status.until", { time: times.brief(standing.until, window.model.now()) }),
    });
    return [
      { text, run: () => window.attempt(() => lift(kind)) },
      { text: words.t(`members.change.${kind}`), run: ask },
    ];
  }

  async function lift(what: SanctionKind): Promise<void> {
    await callApi("/admin/lifts", { id, what });
    window.showToast(words.t(`members.lifted.${what}`, { name }));
    await refreshSanctions(window, reading, "now");
  }

  return (
    <MenuButton
      label={words.t("members.menu", { name })}
      id={`menu-${id}`}
      onOpen={(open) => {
        if (open && moderates) void refreshSanctions(window, reading, "if-old");
        onOpen?.(open);
      }}
      items={() => [
        ...window.overlay.peek()?.is === "person" ? [] : [{
          text: words.t("members.write", { name }),
          run: () => window.attempt(() => window.writeTo(personAddress(member))),
        }, {
          text: words.t("act.person"),
          run: () => {
            window.overlay.value = { is: "person", person: member };
          },
        }],
        ...givesRoles
          ? [{ text: words.t("members.role"), run: () => location.assign(rolePath(id)) }]
          : [],
        ...moderates ? SANCTION_KINDS.flatMap(itemsFor) : [],
        {
          text: words.t("members.block"),
          run: () => location.assign(`${PATHS.blocked}?${new URLSearchParams({ person: name })}`),
        },
      ]}
    />
  );
}
