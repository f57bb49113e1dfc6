/** The words of the way out. */
export const leaving = {
  "quit.title": "Leave the chat?",
  "quit.text.guest":
    "Your name is kept for at least 15 minutes. Come back in this browser until then, and it is yours again.",
  "quit.text.member":
    "You will be signed out of this device, and what was not sent yet is deleted from it. Your conversations stay.",
  "quit.stay": "Stay",
  "quit.leave": "Leave",
  "quit.say": "Send “{text}” as a message",
  "quit.shared": "This is not my computer",
  "quit.shared.hint": "Nobody can come back under your name in this browser, not even you.",
} as const;
