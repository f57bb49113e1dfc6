import type { ComponentChildren } from "preact";
import { PICTURE_LIMITS, PICTURE_TYPES } from "../../protocol/requests/pictures.ts";
import { bytesText } from "../../i18n/sizes.ts";
import { Said } from "../elements/said.tsx";
import { useReading } from "../reading.ts";
import { usePictureCrop } from "./picture_crop.ts";

export interface PictureFormProps {
  action: string;
  /** What is shown now. */
  now: ComponentChildren;
  /** There is a picture, which can be taken away. */
  has: boolean;
  label: string;
  error?: string;
  /** It was done, without leaving the page. */
  saved?: boolean;
  /** Where a script posts it. */
  onSubmit?(event: SubmitEvent): void;
}

/** Choosing a picture, or none. With script, a small square of what is chosen is sent: one says which. */
export function PictureForm({ action, now, has, label, error, saved, onSubmit }: PictureFormProps) {
  const { words, preferences: { locale } } = useReading();
  const crop = usePictureCrop();
  const { side, bytes } = PICTURE_LIMITS;
  const said = error === undefined ? "field-picture-hint" : "field-picture-error";
  return (
    <form
      id="picture"
      tabIndex={-1}
      class="fields"
      method="post"
      action={action}
      encType="multipart/form-data"
      data-picture
      onSubmit={onSubmit}
    >
      <div class="input">
        <label for="field-picture">{label}</label>
        <div class="row">
          {now}
          <input
            id="field-picture"
            type="file"
            name="picture"
            accept={PICTURE_TYPES.join()}
            required
            autofocus={error !== undefined}
            aria-invalid={error === undefined ? undefined : "true"}
            aria-describedby={said}
          />
        </div>
        {crop}
        {error === undefined
          ? (
            <small id={said}>
              {words.t("picture.hint", {
                side: side.toLocaleString(locale),
                most: bytesText(locale, bytes),
              })}
            </small>
          )
          : <span class="error" role="alert" id={said}>{error}</span>}
      </div>
      <div class="row">
        <button type="submit" class="button">{words.t("picture.save")}</button>
        {has && (
          <button type="submit" class="button danger" name="remove" value="on" formNoValidate>
            {words.t("picture.remove")}
          </button>
        )}
        {saved && <Said id="picture-saved">{words.t("settings.saved")}</Said>}
      </div>
    </form>
  );
}
