import { ExitCode, Failure } from "./exit_codes.ts";
import type { Problem } from "./server.ts";

/** Why somebody may not come in: the server's words say until when. */
export function refusedAtDoor({ type, detail }: Problem): Failure {
  const code = type.endsWith(":kicked")
    ? ExitCode.kicked
    : type.endsWith(":banned")
    ? ExitCode.banned
    : ExitCode.notLetIn;
  return new Failure(detail, code);
}
