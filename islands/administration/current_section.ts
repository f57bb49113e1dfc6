/** Scrolls the row of sections, where it is wider than the window, to the one that is shown. */
export function showCurrentSection(): void {
  const row = document.querySelector(".sections");
  const current = row?.querySelector("[aria-current]");
  if (row && current) row.scrollLeft += middle(current) - middle(row); // to either side
}

function middle(element: Element): number {
  const { left, right } = element.getBoundingClientRect();
  return (left + right) / 2;
}
