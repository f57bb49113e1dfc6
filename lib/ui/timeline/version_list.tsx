import type { Version } from "../../protocol/requests/edits.ts";
import type { Piece } from "../../text/difference.ts";
import { useReading } from "../reading.ts";

export interface VersionListProps {
  /** Consecutive, the oldest first. */
  versions: readonly Version[];
  compare(before: string, after: string): Piece[];
}

/** Versions of a message, the newest first, each with what changed in it. */
export function VersionList({ versions, compare }: VersionListProps) {
  const { words, times } = useReading();
  return (
    <ol class="versions">
      {versions.map((one, n) => ({ one, before: versions[n - 1] })).reverse().map((
        { one, before },
      ) => (
        <li key={one.version}>
          <p>
            <b>
              {words.t(one.version === 0 ? "versions.first" : "versions.edited")}
            </b>{" "}
            <time dateTime={new Date(one.at).toISOString()}>{times.full(one.at)}</time>
          </p>
          <p class="version" dir="auto">
            {before ? compare(before.text, one.text).map(drawn) : one.text}
          </p>
        </li>
      ))}
    </ol>
  );
}

function drawn({ is, text }: Piece, n: number) {
  if (is === "added") return <ins key={n}>{text}</ins>;
  return is === "gone" ? <del key={n}>{text}</del> : text;
}
