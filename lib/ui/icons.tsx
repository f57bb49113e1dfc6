import type { ComponentChildren } from "preact";

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/** Every icon of the interface, by what it means. All are silent: their button says its name. */
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
  settings: () => (
    <Icon>
      <path d="M4 7h9M19 7h1M4 17h1M11 17h9" />
      <circle cx="16" cy="7" r="2.5" />
      <circle cx="8" cy="17" r="2.5" />
    </Icon>
  ),
  people: () => (
    <Icon>
      <path d="M16 20v-1.5a4 4 0 0 0-4-4H7a4 4 0 0 0-4 4V20" />
      <circle cx="9.5" cy="7.5" r="3.5" />
      <path d="M21 20v-1.5a4 4 0 0 0-3-3.87M15.5 4.13a4 4 0 0 1 0 6.74" />
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
  more: () => (
    <Icon>
      <g fill="currentColor" stroke="none">
        <circle cx="5" cy="12" r="1.7" />
        <circle cx="12" cy="12" r="1.7" />
        <circle cx="19" cy="12" r="1.7" />
      </g>
    </Icon>
  ),
  flag: () => (
    <Icon>
      <path d="M6 21V4M6 5h12l-2.5 4L18 13H6" />
    </Icon>
  ),
  shield: () => (
    <Icon>
      <path d="M12 3.5 5 6v5.5c0 4.5 3 7.5 7 9 4-1.500 7-4.500 7-9V6Z" />
      <path d="m9 11.800 2.200 2.200L15.200 10" />
    </Icon>
  ),
  trash: () => (
    <Icon>
      <path d="M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5M14 11v5" />
    </Icon>
  ),
  down: () => (
    <Icon>
      <path d="M12 5v14M6 13l6 6 6-6" />
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
  seen: () => (
    <Icon>
      <path d="m2 12.5 4.5 4.5L15 8.5M11 16l1 1 9.5-9.5" />
    </Icon>
  ),
  clock: () => (
    <Icon>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7.5V12l3 2" />
    </Icon>
  ),
} as const;

/** The tree under which people talk: Palabre's sign. */
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
