import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** What messages may lead to and do where they are drawn. */
export interface TextPlace {
  /** Names of the rooms that `#name` leads to: pass the same set while unchanged. */
  rooms: ReadonlySet<string>;
  /** Copies a text; absent until scripts are there to do it. */
  copy?(text: string): Promise<void>;
}

const TextContext = createContext<TextPlace>({ rooms: new Set() });

/** Says what the messages below it may lead to. */
export const TextProvider = TextContext.Provider;

export function useTextPlace(): TextPlace {
  return useContext(TextContext);
}
