import { Icon } from "../elements/icon.tsx";
import { LockIcon } from "../elements/lock_icon.tsx";

/** Icons of the settings alone: the chat does not load them. */
export const settingsIcons = {
  key: () => (
    <Icon>
      <circle cx="8" cy="15.5" r="4" />
      <path d="m11 12.5 8-8M16 7.5l2.5 2.5M13.5 10l2 2" />
    </Icon>
  ),
  device: () => (
    <Icon>
      <rect x="5" y="5" width="14" height="10" rx="1.500" />
      <path d="M2.500 19h19" />
    </Icon>
  ),
  rooms: () => (
    <Icon>
      <path d="M9.5 4 7.5 20M16.5 4l-2 16M4.5 9h15.5M4 15h15.5" />
    </Icon>
  ),
  door: () => (
    <Icon>
      <path d="M6 20V5.500A1.500 1.500 0 0 1 7.500 4h9A1.500 1.500 0 0 1 18 5.500V20M3.500 20h17M14.500 12v1" />
    </Icon>
  ),
  buoy: () => (
    <Icon>
      <circle cx="12" cy="12" r="8.5" />
      <circle cx="12" cy="12" r="3.5" />
      <path d="m6 6 3.500 3.500M14.500 14.500 18 18M18 6l-3.500 3.500M9.500 14.500 6 18" />
    </Icon>
  ),
  lock: LockIcon,
  link: () => (
    <Icon>
      <path d="M10 14a4 4 0 0 0 5.7 0l3.2-3.2a4 4 0 0 0-5.7-5.7L12 6.3" />
      <path d="M14 10a4 4 0 0 0-5.7 0l-3.2 3.2a4 4 0 0 0 5.7 5.7L12 17.7" />
    </Icon>
  ),
  plug: () => (
    <Icon>
      <path d="M9 3v5M15 3v5M6.5 8h11v3a5.5 5.5 0 0 1-11 0ZM12 16.5V21" />
    </Icon>
  ),
  out: () => (
    <Icon>
      <path d="M12 16V5M7 9.5l5-5 5 5M5 20h14" />
    </Icon>
  ),
  warning: () => (
    <Icon>
      <path d="M12 4 3 19.5h18Z" />
      <path d="M12 10v4.5M12 17h.01" />
    </Icon>
  ),
  slash: () => (
    <Icon>
      <path d="M9 19 15 5" />
    </Icon>
  ),
  bot: () => (
    <Icon>
      <rect x="5" y="8" width="14" height="11" rx="3" />
      <path d="M12 4.5V8M9.5 13h.01M14.5 13h.01M2.5 12.5v3M21.5 12.5v3" />
    </Icon>
  ),
  box: () => (
    <Icon>
      <path d="m12 3.5 7.5 4v9l-7.5 4-7.5-4v-9ZM4.5 7.5l7.5 4 7.5-4M12 11.500v9" />
    </Icon>
  ),
} as const;
