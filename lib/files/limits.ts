import type { FileLimits } from "../protocol/files.ts";
import { MAX_FILES } from "../protocol/files.ts";

const MIB = 1024 * 1024;

/** How much may be uploaded here; an operator sets it. */
export interface UploadLimits extends FileLimits {
  /** What one person may announce in a day (UTC); guests a quarter of it. */
  dayBytes: number;
  /** What all files here may take together. */
  totalBytes: number;
}

/** What holds where nobody says otherwise. */
export const DEFAULT_UPLOAD_LIMITS: UploadLimits = {
  bytes: 8 * MIB,
  count: MAX_FILES,
  dayBytes: 250 * MIB,
  totalBytes: 5 * 1024 * MIB,
};

/** A guest has no name to lose: so much less. */
export const GUEST_PART = 1 / 4;
/** A file counts as so much at least: its rows and requests cost as well. */
export const LEAST_CHARGED_BYTES = 16 * 1024;
