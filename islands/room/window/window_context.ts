import { type ComponentChildren, createContext, h } from "preact";
import { useContext, useState } from "preact/hooks";
import { PictureProvider } from "../../../lib/ui/pictures.ts";
import type { ChatWindow } from "./chat_window.ts";

const WindowContext = createContext<ChatWindow | undefined>(undefined);

/** Gives the components below it their window, and avatars the pictures that its model knows. */
export function WindowProvider(
  { value, children }: { value: ChatWindow; children: ComponentChildren },
) {
  const [pictureOf] = useState(() => (id: string) => value.model.profileOf(id).picture);
  return h(
    WindowContext.Provider,
    { value },
    h(PictureProvider, { value: pictureOf }, children),
  );
}

/** The window that a component is part of. */
export function useWindow(): ChatWindow {
  const window = useContext(WindowContext);
  if (!window) throw new Error("This component stands outside a WindowProvider");
  return window;
}
