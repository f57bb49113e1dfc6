import { EarlyKeys } from "./early_keys.tsx";
import { lazy } from "./lazy.ts";
import type { SanctionDialogProps } from "./sanction_dialog.tsx";

/** The dialog of a sanction, whose code comes when the menu that leads to it opens. */
export const LazySanctionDialog = lazy<SanctionDialogProps>(
  () => import("./sanction_dialog.tsx").then(({ SanctionDialog }) => SanctionDialog),
  EarlyKeys,
);
