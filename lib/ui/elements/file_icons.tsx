import { Icon } from "./icon.tsx";

/** Icons of files, which come late. */
export const fileIcons = {
  clip: () => (
    <Icon>
      <path d="m20 11.500-8.200 8.200a5 5 0 0 1-7.100-7.100l8.500-8.500a3.400 3.400 0 0 1 4.800 4.800l-8.400 8.400a1.700 1.700 0 0 1-2.400-2.400l7.500-7.500" />
    </Icon>
  ),
  poll: () => (
    <Icon>
      <path d="M6 20v-8M12 20V4M18 20v-5" />
    </Icon>
  ),
  lost: () => (
    <Icon>
      <path d="M8 5h10a2 2 0 0 1 2 2v10M17 19H6a2 2 0 0 1-2-2V6M4 16l4.500-4.500 3 3M4 4l16 16" />
    </Icon>
  ),
  retry: () => (
    <Icon>
      <path d="M20 12a8 8 0 1 1-2.500-5.800M20 4v4.500h-4.500" />
    </Icon>
  ),
  zoom: () => (
    <Icon>
      <circle cx="11" cy="11" r="7" />
      <path d="m20 20-3.500-3.500M11 8v6M8 11h6" />
    </Icon>
  ),
  save: () => (
    <Icon>
      <path d="M12 4v11M7.500 11 12 15.500 16.500 11M5 19.500h14" />
    </Icon>
  ),
  mic: () => (
    <Icon>
      <rect x="9" y="3" width="6" height="11" rx="3" />
      <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
    </Icon>
  ),
  play: () => (
    <Icon>
      <path d="M8 5.5v13l10.5-6.5Z" fill="currentColor" />
    </Icon>
  ),
  pause: () => (
    <Icon>
      <path d="M9 5.5v13M15 5.5v13" stroke-width="3" />
    </Icon>
  ),
  stop: () => (
    <Icon>
      <rect x="7" y="7" width="10" height="10" rx="1.5" fill="currentColor" />
    </Icon>
  ),
};
