import { type ComponentChildren, createContext } from "preact";
import { useContext } from "preact/hooks";

const CropContext = createContext<ComponentChildren>(null);

/** Gives the form for a picture what chooses a part of it: an island has it, once there is a picture. */
export const PictureCropProvider = CropContext.Provider;

/** What chooses a part of the picture that was chosen. */
export function usePictureCrop(): ComponentChildren {
  return useContext(CropContext);
}
