import { useWindow } from "../window/window_context.ts";
import { ActMenu } from "./act_menu.tsx";
import { ActSheet } from "./act_sheet.tsx";
import type { Act, ActTarget } from "./act.ts";
import { actsOn } from "./registry.ts";

/** All that can be done with a message: a menu beside it, or a sheet where fingers press. */
export function ActsOverlay({ target, onClose }: { target: ActTarget; onClose(): void }) {
  const window = useWindow();
  const run = (act: Act) => {
    onClose();
    act.run(target);
  };
  const List = matchMedia("(hover: none)").matches ? ActSheet : ActMenu;
  return <List target={target} acts={actsOn(window, target)} run={run} onClose={onClose} />;
}
