/** The path of a file URL. */
export function fromFileUrl(url: URL): string {
  return decodeURIComponent(url.pathname);
}

/** `path` without the folder `root` (which ends with a slash) before it. */
export function relative(root: string, path: string): string {
  return path.startsWith(root) ? path.slice(root.length) : path;
}
