/** When a status ends: never, so many minutes from now, or with the day. */
export const STATUS_ENDS = ["never", "30", "60", "240", "today"] as const;
export type StatusEnd = (typeof STATUS_ENDS)[number];

/** The one that a form says; never, where it says none. */
export function readStatusEnd(written: string | undefined): StatusEnd {
  return STATUS_ENDS.find((one) => one === written) ?? "never";
}
