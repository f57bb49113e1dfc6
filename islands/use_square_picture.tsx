import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { CropPicture } from "./crop_picture.tsx";

/** What was chosen, turned as it is shown, and the field that it was chosen in. */
interface Chosen {
  bitmap: ImageBitmap;
  input: HTMLInputElement;
  Crop: typeof CropPicture;
  /** When: another choice of the same begins anew. */
  at: number;
}

/**
 * What chooses a square of the picture that is chosen in a form for pictures, which is sent in its
 * place. What cannot be drawn goes as it is, and the server says why not.
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
        if (one && input.files?.[0] === file) setChosen({ ...one, input, at: performance.now() });
      });
    };
    document.addEventListener("change", onChange);
    return () => document.removeEventListener("change", onChange);
  }, []);
  useEffect(() => () => chosen?.bitmap.close(), [chosen]);
  if (!chosen) return null;
  const { bitmap, input, at, Crop } = chosen;
  return <Crop key={at} bitmap={bitmap} onSquare={(square) => replace(input, square)} />;
}

/** The picture, and what shows it; nothing where either is not to be had. */
async function opened(file: Blob): Promise<Pick<Chosen, "bitmap" | "Crop"> | undefined> {
  try {
    const [bitmap, { CropPicture }] = await Promise.all([
      createImageBitmap(file),
      import("./crop_picture.tsx"),
    ]);
    return { bitmap, Crop: CropPicture };
  } catch {
    return undefined; // no picture, or no network
  }
}

/** Puts the square in place of what was chosen. */
function replace(input: HTMLInputElement, square: Blob): void {
  const files = new DataTransfer();
  files.items.add(new File([square], "picture.webp", { type: square.type }));
  input.files = files.files;
}
