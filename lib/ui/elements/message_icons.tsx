import { Icon } from "./icon.tsx";

/** Icons of what is done with messages, and of what else comes late: not with the page. */
export const messageIcons = {
  link: () => (
    <Icon>
      <path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1.2 1.2" />
      <path d="M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2" />
    </Icon>
  ),
  bookmark: () => (
    <Icon>
      <path d="M7 4h10v16.5l-5-4-5 4Z" />
    </Icon>
  ),
  move: () => (
    <Icon>
      <path d="M13 5h6v14h-6M4 12h10M10.5 8.5 14 12l-3.5 3.5" />
    </Icon>
  ),
  unread: () => (
    <Icon>
      <path d="M19 9.5v9a1 1 0 0 1-1 1H6l-2 2V6.5a1 1 0 0 1 1-1h8" />
      <circle cx="18.5" cy="5.5" r="2.5" fill="currentColor" stroke="none" />
    </Icon>
  ),
  people: () => (
    <Icon>
      <path d="M16 20v-1.5a4 4 0 0 0-4-4H7a4 4 0 0 0-4 4V20" />
      <circle cx="9.5" cy="7.5" r="3.5" />
      <path d="M21 20v-1.5a4 4 0 0 0-3-3.87M15.5 4.13a4 4 0 0 1 0 6.74" />
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
  trash: () => (
    <Icon>
      <path d="M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5M14 11v5" />
    </Icon>
  ),
  up: () => (
    <Icon>
      <path d="M12 19V5M6 11l6-6 6 6" />
    </Icon>
  ),
  bell: () => (
    <Icon>
      <path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15Z" />
      <path d="M10 20.5a2.2 2.2 0 0 0 4 0" />
    </Icon>
  ),
  reply: () => (
    <Icon>
      <path d="M9 7 4 12l5 5M4 12h9a7 7 0 0 1 7 7" />
    </Icon>
  ),
};
