// What pages and the service worker say to each other.

/** Under which name a page asks the browser to wake the worker once there is a network. */
export const SYNC_TAG = "palabre-outbox";
/** What the worker then says to pages that are open. */
export const BACK = "network is back";
/** What a page says when the person wants the new version. */
export const TAKE_OVER = "take over";
