/** Closes open menus on Esc, which gives the focus back, and on a press beside them. */
export function watchMenus(): () => void {
  const open = () => document.querySelectorAll<HTMLDetailsElement>("details.pop[open]");
  const beside = ({ target }: Event) => {
    for (const menu of open()) {
      if (!(target instanceof Node && menu.contains(target))) menu.open = false;
    }
  };
  const escape = ({ key }: KeyboardEvent) => {
    if (key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  };
  addEventListener("pointerdown", beside);
  addEventListener("keydown", escape);
  return () => {
    removeEventListener("pointerdown", beside);
    removeEventListener("keydown", escape);
  };
}
