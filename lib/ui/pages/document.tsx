import type { ComponentChildren } from "preact";
import type { Preferences } from "../settings/preferences.ts";

export interface DocumentProps {
  preferences: Preferences;
  title: string;
  description?: string;
  /** Addresses of the style sheets. */
  styles: readonly string[];
  /** Appended to the head: preloads of the islands. */
  head?: ComponentChildren;
  /** Appended to the body: the islands' script. */
  scripts?: ComponentChildren;
  /** No supported language is right-to-left yet; the layout is ready for one. */
  direction?: "ltr" | "rtl";
  children: ComponentChildren;
}

/** The on-screen keyboard resizes the page instead of covering the composer. */
const VIEWPORT =
  "width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content";

/** A whole page, from <html> on. The server prepends `<!doctype html>`. */
export function Document(props: DocumentProps) {
  const { preferences } = props;
  return (
    <html
      lang={preferences.locale}
      dir={props.direction ?? "ltr"}
      data-theme={preferences.theme}
      data-density={preferences.density}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content={VIEWPORT} />
        <title>{props.title}</title>
        {props.description && <meta name="description" content={props.description} />}
        <meta name="color-scheme" content="light dark" />
        {props.styles.map((href) => <link key={href} rel="stylesheet" href={href} />)}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {props.head}
      </head>
      <body>
        {props.children}
        {props.scripts}
      </body>
    </html>
  );
}
