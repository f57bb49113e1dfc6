import type { ComponentChildren } from "preact";
import { IconButton } from "../elements/icon_button.tsx";
import { icons } from "../elements/icons.tsx";
import { useReading } from "../reading.ts";

export interface WritingLineProps {
  icon: (typeof icons)[keyof typeof icons];
  /** “Editing your message of 09:34”. */
  title: string;
  /** The hue of whom the title names, if it names somebody. */
  hue?: number;
  children?: ComponentChildren;
  onLeave(): void;
}

/** The line above the field: what one writes besides a new message, and how to leave it. */
export function WritingLine({ icon: Icon, title, hue, children, onLeave }: WritingLineProps) {
  const { words } = useReading();
  return (
    <div class="writing" data-hue={hue}>
      <Icon />
      <div>
        <b dir="auto">{title}</b>
        {children}
      </div>
      <kbd aria-hidden="true">Esc</kbd>
      <IconButton label={words.t("cancel")} icon={icons.close} onClick={onLeave} />
    </div>
  );
}
