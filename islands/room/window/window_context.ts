import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ChatWindow } from "./chat_window.ts";

const WindowContext = createContext<ChatWindow | undefined>(undefined);

/** Gives the components below it their window. */
export const WindowProvider = WindowContext.Provider;

/** The window that a component is part of. */
export function useWindow(): ChatWindow {
  const window = useContext(WindowContext);
  if (!window) throw new Error("This component stands outside a WindowProvider");
  return window;
}
