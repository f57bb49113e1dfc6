import { Icon } from "../elements/icon.tsx";

/** Icons of the inbox alone: the chat does not load them. */
export const inboxIcons = {
  done: () => (
    <Icon>
      <path d="m5 12.5 4.5 4.5L18.5 8" />
    </Icon>
  ),
} as const;
