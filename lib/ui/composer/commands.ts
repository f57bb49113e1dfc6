/** What the text of the composer asks for. */
export type Intent =
  | { is: "message"; text: string }
  | { is: "join"; room: string }
  | { is: "msg"; name: string; text: string }
  | { is: "topic"; topic: string }
  | { is: "away"; status: string }
  | { is: "quit" }
  /** `quit` or `quitter` written alone, as in older chats: leave, or was it meant to be said? */
  | { is: "ask-quit"; text: string }
  | { is: "incomplete"; command: CommandName }
  | { is: "unknown"; command: string };

/** What can be written after a slash, as it is offered. */
export const COMMANDS = ["join", "msg", "me", "topic", "away", "quit"] as const;
export type CommandName = (typeof COMMANDS)[number];

/**
 * Reads what somebody wrote: a message, or a command. `//` begins a message with a slash. `names` are
 * the people known here: a name may hold spaces.
 */
export function readIntent(written: string, names: readonly string[]): Intent {
  const text = written.trim();
  if (/^(quit|quitter)$/i.test(text)) return { is: "ask-quit", text };
  if (text.startsWith("//")) return { is: "message", text: text.slice(1) };
  const match = /^\/(\S*)\s*([\s\S]*)$/.exec(text);
  if (!match) return { is: "message", text };
  const [, word = "", rest = ""] = match;
  const command = COMMANDS.find((one) => one === word.toLowerCase());
  if (!command) return { is: "unknown", command: `/${word}` };
  return intentOf(command, rest, names);
}

function intentOf(command: CommandName, rest: string, names: readonly string[]): Intent {
  const incomplete: Intent = { is: "incomplete", command };
  switch (command) {
    case "join": {
      const room = rest.replace(/^#\s*/, "").trim();
      return room ? { is: "join", room } : incomplete;
    }
    case "msg": {
      const { name, text } = addressee(rest, names);
      return name && text ? { is: "msg", name, text } : incomplete;
    }
    case "me":
      // Emphasis is how every client shows what somebody does.
      return rest ? { is: "message", text: `*${rest}*` } : incomplete;
    case "topic":
      return { is: "topic", topic: rest };
    case "away":
      return { is: "away", status: rest };
    case "quit":
      return { is: "quit" };
  }
}

/** Who is written to: a known name, a name in quotes, or else the first word. */
function addressee(rest: string, names: readonly string[]): { name: string; text: string } {
  const written = rest.replace(/^@/, "");
  const quoted = /^"([^"]+)"\s*([\s\S]*)$/.exec(written);
  if (quoted) return { name: quoted[1] ?? "", text: quoted[2] ?? "" };
  const folded = written.toLowerCase();
  const known = names.filter((name) => folded.startsWith(`${name.toLowerCase()} `))
    .sort((a, b) => b.length - a.length)[0];
  const name = known ?? written.split(/\s/, 1)[0] ?? "";
  return { name, text: written.slice(name.length).trim() };
}
