/** Under which name a page asks the browser to wake the service worker once there is a network. */
export const SYNC_TAG = "palabre-outbox";
/** What the worker then says to pages that are open. */
export const BACK = "network is back";
