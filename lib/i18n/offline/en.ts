/** The words of the page that opens without a connection, where nothing is kept to be read. */
export const en = {
  "opening": "Opening what is kept on this device…",
  "title": "You are offline",
  "text":
    "Nothing of your conversations is kept on this device. They are here again once you are back.",
  "elsewhere":
    "This page needs a connection. Your conversations are kept on this device, to be read, searched and answered.",
  "chat": "To the conversations",
  "again": "Try again",
};
