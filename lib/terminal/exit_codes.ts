/** What the process ends with; docs/terminal.md lists them. */
export const ExitCode = {
  done: 0,
  /** Something that nobody foresaw. */
  fault: 1,
  /** The arguments make no sense. */
  usage: 2,
  /** Nobody answers at the address. */
  unreachable: 3,
  /** What answers there is no Palabre, or the name of the machine does not exist. */
  wrongAddress: 4,
  certificate: 5,
  /** The name is taken, or the password is wrong. */
  notLetIn: 6,
  kicked: 7,
  banned: 8,
  /** The session was ended, here or elsewhere. */
  signedOut: 9,
  /** The server refused what was asked. */
  refused: 10,
  /** No answer in the time that was given: it may have been done. */
  unanswered: 11,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Ends the command: `message` is what its user reads on standard error. */
export class Failure extends Error {
  override readonly name = "Failure";
  constructor(message: string, readonly code: ExitCode) {
    super(message);
  }
}
