import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { useReading } from "../lib/ui/reading.ts";
import type { CropPicture } from "./crop_picture.tsx";

/** What was chosen, turned as it is shown, and the field that it was chosen in. */
interface Chosen {
  /** None: it is no picture that can be read. */
  bitmap: ImageBitmap | undefined;
  input: HTMLInputElement;
  Crop: typeof CropPicture | undefined;
  /** When: another choice of the same begins anew. */
  at: number;
}

/**
 * What chooses a square of the picture that is chosen in a form for pictures, which is sent in its
 * place. Of what cannot be drawn it says so, and it is not sent.
 */
export function useSquarePicture(): ComponentChildren {
  const [chosen, setChosen] = useState<Chosen>();
  useEffect(() => {
    const onChange = ({ target: input }: Event) => {
      if (!(input instanceof HTMLInputElement) || input.type !== "file") return;
      if (!input.form || input.form.dataset.picture === undefined) return;
      const [file] = input.files ?? [];
      setChosen(undefined);
      if (!file) return;
      void opened(file).then((one) => {
        if (input.files?.[0] === file) setChosen({ ...one, input, at: performance.now() });
      });
    };
    const onReset = () => setChosen(undefined);
    document.addEventListener("change", onChange);
    document.addEventListener("reset", onReset);
    return () => {
      document.removeEventListener("change", onChange);
      document.removeEventListener("reset", onReset);
    };
  }, []);
  useEffect(() => () => chosen?.bitmap?.close(), [chosen]);
  if (!chosen) return null;
  const { bitmap, input, at, Crop } = chosen;
  if (!bitmap) return <NoPicture key={at} input={input} />;
  return Crop && <Crop key={at} bitmap={bitmap} onSquare={(square) => replace(input, square)} />;
}

/** The picture, if it is one, and what shows it, which goes as it is without a network. */
async function opened(file: Blob): Promise<Pick<Chosen, "bitmap" | "Crop">> {
  const [bitmap, Crop] = await Promise.all([
    createImageBitmap(file).catch(() => undefined),
    import("./crop_picture.tsx").then(({ CropPicture }) => CropPicture, () => undefined),
  ]);
  return { bitmap, Crop };
}

/** Says that what was chosen is no picture, and keeps it from being sent. */
function NoPicture({ input }: { input: HTMLInputElement }) {
  const { words } = useReading();
  const why = words.t("picture.none");
  useLayoutEffect(() => {
    input.setCustomValidity(why);
    input.focus();
    return () => input.setCustomValidity("");
  }, []);
  return <span class="error" role="alert">{why}</span>;
}

/** Puts the square in place of what was chosen. */
function replace(input: HTMLInputElement, square: Blob): void {
  const files = new DataTransfer();
  files.items.add(new File([square], "picture.webp", { type: square.type }));
  input.files = files.files;
}
