import { Fragment } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { messageIcons } from "../../../lib/ui/elements/message_icons.tsx";
import { moveInMenu } from "./move_in_menu.ts";

type IconOf = (typeof icons)[keyof typeof icons];

export interface MenuItem {
  text: string;
  run(): void;
  /** What it begins with. */
  icon?: IconOf;
  /** What stands above it and those that follow, up to the next group. */
  group?: string;
  /** Of those of which one is chosen: whether it is this one. */
  checked?: boolean;
  /** It takes something from somebody. */
  danger?: boolean;
  /** What stands at its end: a time. */
  aside?: string;
}

export interface MenuButtonProps {
  label: string;
  /** What finds the button again where it is drawn anew in another place. */
  id?: string;
  /** Three dots, where nothing else is given. */
  icon?: IconOf;
  /** Asked when the menu opens. */
  items(): readonly MenuItem[];
  /** Told when the menu opens, and when it is there no more. */
  onOpen?(open: boolean): void;
}

/** A button, and the menu below it: arrows move in it, Esc and a press beside it close it. */
export function MenuButton(
  { label, id, icon: Icon = messageIcons.more, items, onOpen }: MenuButtonProps,
) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);

  // Before it is seen: a key that is pressed then is for the menu.
  useLayoutEffect(() => {
    if (!open) return;
    const menu = root.current?.querySelector<HTMLElement>("[role=menu]");
    menu?.scrollIntoView({ block: "nearest" }); // all of it: the focus brings its first line only
    menu?.querySelector<HTMLElement>("[role^=menuitem]")?.focus();
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
        <Icon />
        <span class="sr-only" aria-hidden="true">{label}</span>
      </button>
      {open && (
        <div class="menu" role="menu" onKeyDown={(event) => moveInMenu(event, close)}>
          {items().map((item) => (
            <Fragment key={item.text}>
              {item.group && <span class="menu-group" role="presentation">{item.group}</span>}
              <button
                type="button"
                role={item.checked === undefined ? "menuitem" : "menuitemradio"}
                aria-checked={item.checked}
                class={item.danger ? "danger" : undefined}
                tabIndex={-1}
                onClick={() => {
                  close();
                  item.run();
                }}
              >
                {item.icon && <item.icon />}
                {item.text}
                {item.aside && <small>{item.aside}</small>}
                {item.checked && <icons.check />}
              </button>
            </Fragment>
          ))}
        </div>
      )}
    </div>
  );
}
