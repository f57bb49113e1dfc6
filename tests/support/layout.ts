import type { Page } from "playwright-core";

/** What hangs out of the page to the sides, or below the frame of the chat; rounding makes a pixel. */
export function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth + 1) return [`the page is ${root.scrollWidth} px wide`];
    const isFrame = document.querySelector(".app") !== null;
    if (isFrame && root.scrollHeight > root.clientHeight + 1) {
      return [`the frame is ${root.scrollHeight} px high`];
    }
    const scrolls = (element: Element): boolean => {
      const { overflowX } = getComputedStyle(element);
      if (overflowX !== "visible") return element.scrollWidth > element.clientWidth + 1;
      return element.parentElement ? scrolls(element.parentElement) : false;
    };
    return [...document.querySelectorAll("body *")]
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        const hidden = width === 0 || !element.checkVisibility() ||
          element.closest(".sr-only, .skip, pre, svg") !== null;
        return !hidden && (right > root.clientWidth + 1 || left < -1) && !scrolls(element);
      })
      .map((element) => element.outerHTML.slice(0, 120));
  });
}

/**
 * What can be pressed and is smaller than a finger needs: 44 px. A label is part of its field; a link in
 * a sentence is as high as that.
 */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isInSentence = (element: Element) =>
      element.matches("a") && getComputedStyle(element).display === "inline" &&
      [...element.parentElement?.childNodes ?? []].some((beside) =>
        beside !== element && beside.textContent?.trim()
      );
    return [...document.querySelectorAll("button, a[href], input, select, textarea, summary")]
      .filter((element) =>
        element.checkVisibility() && !element.closest(".sr-only, .skip, .bubble") &&
        !isInSentence(element)
      )
      .map((element) => ({
        box: (element.closest("label") ?? element).getBoundingClientRect(),
        html: element.outerHTML,
      }))
      .filter(({ box }) => box.width > 0 && (box.height < 44 || box.width < 44))
      .map(({ box, html }) => `${box.width} x ${box.height}: ${html.slice(0, 120)}`);
  });
}
