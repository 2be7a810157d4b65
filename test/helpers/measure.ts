/**
 * What can be measured of a page only in a real browser, as functions that run inside of it. Each
 * returns one line per finding, so that a test expects an empty list and shows what is wrong.
 */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What a pointer can hit. A row of a list is hit as a whole; a radio button by its tile. */
const targets =
  'button, [role=option], [role=row], .choice-tile, .toggle, input:not([type=radio], [type=checkbox])';

/** The findings of axe, the enhanced contrast of 7:1 included. */
export async function auditPage(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: auditor } = window as unknown as { axe: typeof axe };
    const found = await auditor.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: { 'color-contrast-enhanced': { enabled: true } },
    });
    return found.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
    );
  });
}

/**
 * Targets that are smaller than `leastPx` on a side. What opens a branch of a tree and what stands in a
 * line of text may have 24 px; what only a screen reader presses has no size.
 */
export const findSmallTargets = (page: Page, leastPx: number): Promise<string[]> =>
  page.evaluate(
    ([selector, least]) =>
      [...document.querySelectorAll(selector)]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }))
        .filter((element) => element.closest('.visually-hidden, .xterm') === null)
        .flatMap((element) => {
          const { width, height } = element.getBoundingClientRect();
          const wanted = element.matches('.tree-chevron, .facts .button-quiet') ? 24 : least;
          if (Math.min(width, height) + 0.5 >= wanted) return [];
          if (Math.max(width, height) < 20 && element.matches('[tabindex="-1"]')) return [];
          const size = `${width.toFixed(0)} × ${height.toFixed(0)}`;
          return [`${size}: ${element.outerHTML.slice(0, 120)}`];
        }),
    [targets, leastPx] as const,
  );

/** Whatever reaches beyond the page's width, or is cut off by its own box. */
export const findOverflow = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const page = scrollWidth > clientWidth ? [`page: ${scrollWidth} in ${clientWidth}`] : [];
    const cut = [...document.querySelectorAll<HTMLElement>('body *')]
      .filter(
        (element) => element.closest('.visually-hidden, .terminal-place, svg, input') === null,
      )
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const { overflowX } = getComputedStyle(element);
        const isCut = overflowX === 'hidden' || overflowX === 'clip';
        // One pixel is what is there for those who listen alone.
        return isCut && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1;
      });
    return [...page, ...cut.map((element) => `cut off: ${element.outerHTML.slice(0, 120)}`)];
  });

/** Parts that are not at rest although the person asked for less motion. */
export const findMotion = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('body *')].flatMap((element) => {
      const { animationName, transitionDuration } = getComputedStyle(element);
      const isMoving = animationName !== 'none' || Number.parseFloat(transitionDuration) > 0;
      return isMoving ? [element.outerHTML.slice(0, 120)] : [];
    }),
  );

/** Controls that no border, outline or underline shows where the system takes the colours over. */
export const findShapeless = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, .choice-tile, .toggle-track, input.secret-input')]
      .filter((element) => element.checkVisibility())
      .filter((element) => element.closest('.visually-hidden, .xterm') === null)
      .filter((element) => {
        const style = getComputedStyle(element);
        const hasBorder = style.borderTopStyle !== 'none' && style.borderTopWidth !== '0px';
        const hasDrawing = element.querySelector('svg') !== null;
        return !hasBorder && !hasDrawing && style.textDecorationLine !== 'underline';
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );

interface Stop {
  name: string;
  ringPx: number;
  contrast: number;
  isInSight: boolean;
}

/** How long a ring and a list that scrolls to the focus may take on a slow machine. */
const settleMs = 5000;
const lookAgainMs = 100;

/** What the focus looks like where it is now; null when it is on the page as a whole. */
const lookAtFocus = (page: Page): Promise<Stop | null> =>
  page.evaluate(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) return null;
    const luminance = (colour: string): number => {
      const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((text) => {
        const c = Number(text) / 255;
        return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const groundOf = (element: Element | null): string => {
      for (let at = element; at !== null; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if (!/^rgba\(.*, 0\)$/.test(backgroundColor)) return backgroundColor;
      }
      return 'rgb(255, 255, 255)';
    };
    // A hidden radio button or switch has its ring on the label around it.
    const isHidden = activeElement.closest('.choice-tile, .toggle, .picker-search');
    const ringed =
      isHidden ?? activeElement.closest('[data-focus-visible], :focus-visible') ?? activeElement;
    const style = getComputedStyle(ringed);
    const ring = luminance(style.outlineColor);
    const isInside = Number.parseFloat(style.outlineOffset) < 0;
    const ground = luminance(groundOf(isInside ? ringed : ringed.parentElement));
    const box = ringed.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height, innerHeight) / 2];
    const seen = document.elementFromPoint(x, y);
    return {
      name:
        activeElement.getAttribute('aria-label') ??
        (ringed.textContent || ringed.outerHTML).slice(0, 60),
      ringPx: style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth),
      contrast: (Math.max(ring, ground) + 0.05) / (Math.min(ring, ground) + 0.05),
      isInSight: seen !== null && (ringed.contains(seen) || seen.contains(ringed)),
    };
  });

/**
 * Walks with Tab from the page's beginning, once round; tells of each stop whose ring is thin, faint
 * or out of sight. A dialogue keeps the focus, so the walk ends where it began.
 */
export async function findPoorFocus(page: Page): Promise<{ stops: number; findings: string[] }> {
  const findings: string[] = [];
  const most = 80;
  await page.evaluate(() => {
    if (document.querySelector('[role=dialog], [role=alertdialog]') !== null) return;
    // The browser goes on from where the focus was; so it has to have been at the beginning.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  for (let stops = 0; stops < most; stops++) {
    await page.keyboard.press('Tab');
    await waitForFrames(page, 3);
    const stop = await lookOnceSettled(page);
    if (stop === null || (await isFirstAgain(page, stops === 0))) return { stops, findings };
    findings.push(...judgeStop(stop));
  }
  return { stops: most, findings: [...findings, `the focus is caught after ${most} stops`] };
}

/** A person looks before the next key: a list draws, and scrolls to, what has the focus a frame later. */
const waitForFrames = (page: Page, frames: number): Promise<void> =>
  page.evaluate(async (left) => {
    for (; left > 0; left -= 1)
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
  }, frames);

/** Remembers the first stop, and tells whether the focus is on it again; by itself, not its states. */
const isFirstAgain = (page: Page, isFirst: boolean): Promise<boolean> =>
  page.evaluate((remember) => {
    const walk = window as unknown as { firstStop?: Element | null };
    if (remember) walk.firstStop = document.activeElement;
    return !remember && walk.firstStop === document.activeElement;
  }, isFirst);

function judgeStop({ name, ringPx, contrast, isInSight }: Stop): string[] {
  const isFaint = ringPx >= 2 && contrast < 3;
  return [
    ...(ringPx < 2 ? [`${name}: a ring of ${ringPx} px`] : []),
    ...(isFaint ? [`${name}: a ring of ${contrast.toFixed(2)}:1`] : []),
    ...(isInSight ? [] : [`${name}: out of sight`]),
  ];
}

/** What has the focus, once its ring is drawn and a list has scrolled to it; or how it stays. */
async function lookOnceSettled(page: Page): Promise<Stop | null> {
  const end = Date.now() + settleMs;
  for (;;) {
    const stop = await lookAtFocus(page);
    if (stop === null || judgeStop(stop).length === 0 || Date.now() > end) return stop;
    await page.waitForTimeout(lookAgainMs);
  }
}

/** The distances between letters, words and lines that WCAG 1.4.12 lets a person ask for. */
export const textSpacing = `* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }`;
