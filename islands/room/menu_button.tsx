import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { icons } from "../../lib/ui/icons.tsx";

export interface MenuItem {
  text: string;
  run(): void;
}

export interface MenuButtonProps {
  label: string;
  /** What finds the button again where it is drawn anew in another place. */
  id?: string;
  /** Asked when the menu opens. */
  items(): readonly MenuItem[];
  /** Told when the menu opens, and when it is there no more. */
  onOpen?(open: boolean): void;
}

/** Three dots, and the menu below them: arrows move in it, Esc and a press beside it close it. */
export function MenuButton({ label, id, items, onOpen }: MenuButtonProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);

  // Before it is seen: a key that is pressed then is for the menu.
  useLayoutEffect(() => {
    if (!open) return;
    const menu = root.current?.querySelector<HTMLElement>("[role=menu]");
    menu?.scrollIntoView({ block: "nearest" }); // all of it: the focus brings its first line only
    menu?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    addEventListener("pointerdown", outside);
    onOpen?.(true);
    return () => {
      removeEventListener("pointerdown", outside);
      onOpen?.(false);
    };
  }, [open]);

  const close = () => {
    setOpen(false);
    root.current?.querySelector<HTMLElement>("[aria-haspopup]")?.focus();
  };

  return (
    <div class="menu-place" ref={root}>
      <button
        type="button"
        id={id}
        class="icon-button"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <icons.more />
      </button>
      {open && (
        <div class="menu" role="menu" onKeyDown={(event) => moveInMenu(event, close)}>
          {items().map((item) => (
            <button
              key={item.text}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close();
                item.run();
              }}
            >
              {item.text}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function moveInMenu(event: KeyboardEvent, close: () => void) {
  const menu = event.currentTarget;
  if (!(menu instanceof HTMLElement)) return;
  const items = [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
  const at = items.findIndex((item) => item === document.activeElement);
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step !== 0) items[(at + step + items.length) % items.length]?.focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  event.preventDefault();
}
