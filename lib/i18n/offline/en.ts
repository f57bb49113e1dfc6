/** The words of the page that opens without a connection, where nothing is kept to be read. */
export const en = {
  "opening": "Opening what is kept on this device…",
  "title": "You are offline",
  "text":
    "None of your conversations are kept on this device. They will be here when you are back online.",
  "elsewhere":
    "This page needs a connection. You can still read, search and answer the conversations kept on this device.",
  "chat": "To the conversations",
  "again": "Try again",
};
