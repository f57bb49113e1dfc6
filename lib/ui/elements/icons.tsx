import { Icon } from "./icon.tsx";

/** Every icon of the interface, by meaning. All are hidden from screen readers. */
export const icons = {
  search: () => (
    <Icon>
      <circle cx="11" cy="11" r="7" />
      <path d="m20 20-3.5-3.5" />
    </Icon>
  ),
  plus: () => (
    <Icon>
      <path d="M12 5v14M5 12h14" />
    </Icon>
  ),
  write: () => (
    <Icon>
      <path d="m4.5 19.5.9-4L16 4.9a1.9 1.9 0 0 1 2.700 0l.4.4a1.900 1.900 0 0 1 0 2.700L8.500 18.600Z" />
      <path d="m14 7 3 3" />
    </Icon>
  ),
  silent: () => (
    <Icon>
      <path d="M7 9.500V9a5 5 0 0 1 8.500-3.500M17 10v3.500l2 3.500H5l2-3.500V12M10 20h4M4 4l16 16" />
    </Icon>
  ),
  settings: () => (
    <Icon>
      <path d="M4 7h9M19 7h1M4 17h1M11 17h9" />
      <circle cx="16" cy="7" r="2.5" />
      <circle cx="8" cy="17" r="2.5" />
    </Icon>
  ),
  send: () => (
    <Icon>
      <path d="M5 12h13M12.5 6l6 6-6 6" />
    </Icon>
  ),
  smile: () => (
    <Icon>
      <circle cx="12" cy="12" r="9" />
      <path d="M8.5 14.5s1.2 1.7 3.5 1.7 3.5-1.7 3.5-1.7M9 9.5h.01M15 9.5h.01" />
    </Icon>
  ),
  react: () => (
    <Icon>
      <path d="M20.5 11.2A8.5 8.5 0 1 1 12.8 3.5" />
      <path d="M8.5 14.3s1.2 1.7 3.5 1.7 3.5-1.7 3.5-1.7M9 9.5h.01M15 9.5h.01M19 2.5v6M16 5.5h6" />
    </Icon>
  ),
  pin: () => (
    <Icon>
      <path d="M12 16v5M8.5 3.5h7l-.8 6 2.8 3V16h-11v-3.5l2.8-3Z" />
    </Icon>
  ),
  leave: () => (
    <Icon>
      <path d="M10 4H5v16h5M15 8l4 4-4 4M19 12H9" />
    </Icon>
  ),
  passed: () => (
    <Icon>
      <path d="m15 7 5 5-5 5M20 12h-9a7 7 0 0 0-7 7" />
    </Icon>
  ),
  bookmarked: () => (
    <Icon>
      <path fill="currentColor" d="M7 4h10v16.5l-5-4-5 4Z" />
    </Icon>
  ),
  copy: () => (
    <Icon>
      <rect x="8.5" y="8.5" width="11.5" height="11.5" rx="2.5" />
      <path d="M15.5 8.5V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7.5a2 2 0 0 0 2 2h2.5" />
    </Icon>
  ),
  check: () => (
    <Icon>
      <path d="m5 12.5 4.5 4.5L18.5 8" />
    </Icon>
  ),
  shield: () => (
    <Icon>
      <path d="M12 3.5 5 6v5.5c0 4.5 3 7.5 7 9 4-1.500 7-4.500 7-9V6Z" />
      <path d="m9 11.800 2.200 2.200L15.200 10" />
    </Icon>
  ),
  down: () => (
    <Icon>
      <path d="M12 5v14M6 13l6 6 6-6" />
    </Icon>
  ),
  chevron: () => (
    <Icon>
      <path d="m6.5 9.5 5.5 5.5 5.5-5.5" />
    </Icon>
  ),
  thread: () => (
    <Icon>
      <path d="M20 11.5c0 4-3.6 7-8 7-1.1 0-2.2-.2-3.2-.5L4.5 19.5l1.3-3.4A6.7 6.7 0 0 1 4 11.5c0-4 3.6-7 8-7s8 3 8 7Z" />
      <path d="M8.5 10h7M8.5 13.2h4.5" />
    </Icon>
  ),
  forward: () => (
    <Icon>
      <path d="m10 6 6 6-6 6" />
    </Icon>
  ),
  back: () => (
    <Icon>
      <path d="m14 6-6 6 6 6" />
    </Icon>
  ),
  close: () => (
    <Icon>
      <path d="m6 6 12 12M18 6 6 18" />
    </Icon>
  ),
  delivered: () => (
    <Icon>
      <path d="m5 12.5 4.5 4.5L18.5 8" />
    </Icon>
  ),
  offline: () => (
    <Icon>
      <path d="M5 12.5a10 10 0 0 1 3.5-2.2M19 12.5a10 10 0 0 0-5.5-2.8M8.5 16a5 5 0 0 1 7 0M2 8.8a15 15 0 0 1 4-2.6M22 8.8A15 15 0 0 0 10 5.2M3 3l18 18" />
      <circle cx="12" cy="19.5" r=".6" />
    </Icon>
  ),
  inbox: () => (
    <Icon>
      <path d="M4 13.5 6.5 5h11l2.5 8.5V19H4Z" />
      <path d="M4 13.5h4.5l1.2 2.5h4.6l1.2-2.5H20" />
    </Icon>
  ),
  clock: () => (
    <Icon>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7.5V12l3 2" />
    </Icon>
  ),
} as const;

/** Palabre's logo, a baobab. */
export function Tree() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <path
        fill="currentColor"
        fill-rule="evenodd"
        d="M16 2.5c7.6 0 13.5 4.5 13.5 10.6S23.6 23.7 17.9 24c.2 2.3.8 3.9 2.1 5.5H12c1.3-1.6 1.9-3.2 2.1-5.5C8.4 23.7 2.5 19.2 2.5 13.1S8.4 2.5 16 2.5ZM8.5 13.2a1.7 1.7 0 1 0 3.4 0 1.7 1.7 0 1 0-3.4 0ZM14.3 13.2a1.7 1.7 0 1 0 3.4 0 1.7 1.7 0 1 0-3.4 0ZM20.1 13.2a1.7 1.7 0 1 0 3.4 0 1.7 1.7 0 1 0-3.4 0Z"
      />
    </svg>
  );
}
