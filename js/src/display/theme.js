// The notebook's theme: drawings on a canvas must be painted anew when it changes.

/**
 * Tell when the host has put on another theme. Returns what stops that.
 * @param {() => void} changed
 */
export function followTheme(changed) {
  const watcher = new MutationObserver(changed);
  watcher.observe(document.body, { attributeFilter: ["data-jp-theme-light", "data-vscode-theme-kind"] });
  return () => watcher.disconnect();
}
