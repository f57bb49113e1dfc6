import type { ComponentProps } from "preact";
import type { icons } from "./icons.tsx";

type Shown = {
  /** What it does: its words and its tooltip. */
  label: string;
  icon: (typeof icons)[keyof typeof icons];
};

/** A button that shows an icon alone; text browsers show its words. */
export function IconButton({ label, icon: Icon, ...rest }: Shown & ComponentProps<"button">) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} {...rest}>
      <Icon />
      <span class="sr-only" aria-hidden="true">{label}</span>
    </button>
  );
}

/** A link that shows an icon alone, likewise. */
export function IconLink({ label, icon: Icon, ...rest }: Shown & ComponentProps<"a">) {
  return (
    <a class="icon-button" aria-label={label} title={label} {...rest}>
      <Icon />
      <span class="sr-only" aria-hidden="true">{` ${label}`}</span>
    </a>
  );
}
