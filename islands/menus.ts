/** Closes open menus on Esc, which gives the focus back, and on a press beside them. */
export function watchMenus(): () => void {
  const open = () =>
    document.querySelectorAll<HTMLDetailsElement>("details:is(.pop, .places)[open]");
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

/** Closes the menu whose form was done; the focus that is in it, or nowhere, goes to its button. */
export function closeMenu(form: HTMLFormElement): void {
  const menu = form.closest("details");
  if (!menu) return;
  const focused = document.activeElement;
  menu.open = false;
  if (menu.contains(focused) || focused === document.body) menu.querySelector("summary")?.focus();
}
