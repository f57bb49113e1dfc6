import type { ComponentChildren } from "preact";
import { BrandMark } from "../elements/brand_mark.tsx";
import { LanguageSwitch, type LanguageTarget } from "./language_switch.tsx";

export interface DoorFrameProps {
  title: string;
  icon?: string;
  /** The line below the title. */
  lead?: ComponentChildren;
  /** Where switching the language leads. */
  language: LanguageTarget;
  children: ComponentChildren;
}

/** The frame of pages outside the chat: logo, title, languages. */
export function DoorFrame({ title, icon, lead, language, children }: DoorFrameProps) {
  return (
    <div class="door">
      <main>
        <header>
          <BrandMark icon={icon} />
          <h1>{title}</h1>
          {lead}
        </header>
        {children}
        <LanguageSwitch to={language} />
      </main>
    </div>
  );
}
