import { h } from "preact";
import { bytesText } from "../../i18n/sizes.ts";
import { filePath } from "../paths.ts";
import { useReading } from "../reading.ts";
import type { FileCardProps } from "./file_card_part.ts";
import { onTheWay } from "./on_the_way.ts";
import { VoicePlayer } from "./voice_player.tsx";

/** A file that is no picture: voice, sound and film to be played, others as a card. */
export function FileCard({ file, pending }: FileCardProps) {
  const { preferences: { locale }, words } = useReading();
  const { id, name, type, size, alt, duration = 0, wave } = file;
  const src = filePath(id);
  const bytes = bytesText(locale, size);
  if (wave !== undefined) {
    return <VoicePlayer src={src} duration={duration} wave={wave} pending={pending} />;
  }
  const way = pending ? onTheWay.value.get(id) : undefined;
  const player = /^(audio|video)/.exec(type)?.[1];
  if (player && !pending) {
    return h(player, { controls: true, preload: "metadata", src, "aria-label": alt ?? name });
  }
  return (
    <a class="file" href={pending ? undefined : `${src}?save`} download={name}>
      <span class="thumb" aria-hidden="true">
        {way?.picture ? <img src={way.picture} alt="" /> : endingShown(name)}
      </span>
      <span>
        <b dir="auto">{name}</b>
        <small>
          {way
            ? words.t("file.part", { size: bytes, part: String(Math.floor((way.part ?? 0) * 100)) })
            : bytes}
        </small>
      </span>
    </a>
  );
}

/** What stands for a file that has no picture: “PDF”. */
export function endingShown(name: string): string {
  return (/\.(\w{1,4})$/.exec(name)?.[1] ?? "…").toUpperCase();
}
