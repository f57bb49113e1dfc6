import type { ComponentProps } from "preact";
import type { icons } from "./icons.tsx";

type Shown = {
  /** What it does: heard, and seen by who points at it. */
  label: string;
  icon: (typeof icons)[keyof typeof icons];
};

/** A button that shows a picture alone. */
export function IconButton({ label, icon: Icon, ...rest }: Shown & ComponentProps<"button">) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} {...rest}>
      <Icon />
    </button>
  );
}

/** A link that shows a picture alone. */
export function IconLink({ label, icon: Icon, ...rest }: Shown & ComponentProps<"a">) {
  return (
    <a class="icon-button" aria-label={label} title={label} {...rest}>
      <Icon />
    </a>
  );
}
