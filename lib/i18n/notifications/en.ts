/** What notifies one, in English: part of the catalog of that language. */
export const notifications = {
  "notify.silent": "Notifications are off",
} as const;
