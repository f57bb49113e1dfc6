import type { Page } from "playwright-core";
import type { Community } from "./community.ts";
import type { Connection } from "./connection.ts";

/** What a state's `stage` can use. */
export interface Staging {
  page: Page;
  community: Community;
  connection: Connection;
}

/** One screenshot: viewer, path, and the steps that lead to it. */
export interface State {
  name: string;
  viewer: "stranger" | "awa";
  path: string;
  /** Only where the window is so narrow, or so wide; in CSS pixels. */
  upTo?: number;
  from?: number;
  scripts?: "off";
  /** In the crowded community (crowd.ts). */
  crowded?: true;
  stage?(staging: Staging): Promise<unknown>;
}
