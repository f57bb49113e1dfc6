import { kindOf, type SharedFile } from "../../protocol/files.ts";
import { filePath } from "../paths.ts";
import { fileCard, type FileCardProps } from "./file_card_part.ts";
import { useReading } from "../reading.ts";

/** Pictures of a grid that are seen; how many more there are stands on the last. */
const MAX_SEEN = 4;

/**
 * What was sent with a message: pictures in a grid, sound and film to be played, others as cards.
 * `pending`: the message is on its way, and nobody can read them yet.
 */
export function SharedFiles({ files, pending }: {
  files: readonly SharedFile[];
  pending: boolean;
}) {
  const { words } = useReading();
  const pictures = pending ? [] : files.filter((file) => kindOf(file) === "picture");
  const more = pictures.length - MAX_SEEN;
  return (
    <>
      {pictures[0] && (
        <div class={pictures[1] ? "pictures" : "picture"}>
          {pictures.slice(0, MAX_SEEN).map((file, n) => (
            // Its size is known before it comes: nothing moves.
            <a key={file.id} href={filePath(file.id)} target="_blank" data-file={file.id}>
              <img
                src={filePath(file.preview ?? file.id)}
                width={file.width}
                height={file.height}
                alt={file.alt ?? words.t("file.picture")}
                loading="lazy"
                data-thumb={file.thumbHash}
              />
              {n === MAX_SEEN - 1 && more > 0 && <b>+{more}</b>}
            </a>
          ))}
        </div>
      )}
      {files.map((file) =>
        pictures.includes(file) ? null : <OtherFile key={file.id} file={file} pending={pending} />
      )}
    </>
  );
}

/** A file as what leads to it, until its card is drawn. */
function OtherFile(props: FileCardProps) {
  const Card = fileCard.value;
  if (Card) return <Card {...props} />;
  const { file: { id, name }, pending } = props;
  return <a class="file" href={pending ? undefined : `${filePath(id)}?save`}>{name}</a>;
}
