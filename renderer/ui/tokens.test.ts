/** Contrast of the colour tokens, measured by WCAG's formula on every ground they stand on. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { themes, type Theme } from '../../core/contract/settings.ts';

// jsdom gives this module an http address, so the path starts at the project's root.
const css = readFileSync('renderer/ui/tokens.css', 'utf8');

function readTokens(theme: Theme): Record<string, string> {
  const block = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1];
  if (block === undefined) throw new Error(`tokens.css has no theme ${theme}`);
  const pairs = [...block.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)];
  return Object.fromEntries(pairs.map(([, name, value]) => [name ?? '', value ?? '']));
}

function luminance(hex: string): number {
  const digits = hex.length === 4 ? hex.slice(1).replaceAll(/./g, '$&$&') : hex.slice(1);
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const c = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['ground', 'surface', 'rail-ground', 'tint'];
const textPairs: [string, string[]][] = [
  ['text', [...grounds, 'good-tint', 'unproven-tint', 'bad-tint']],
  ['text-muted', [...grounds, 'bad-tint']],
  ['link', [...grounds, 'bad-tint']],
  ['on-primary', ['primary', 'primary-hover']],
  ['good', ['ground', 'surface', 'good-tint']],
  ['unproven', ['ground', 'surface', 'unproven-tint']],
  ['bad', ['ground', 'surface', 'bad-tint']],
];
const partPairs: [string, string[]][] = [
  ['line-strong', grounds],
  ['primary', ['ground', 'surface', 'unproven-tint']],
  ['focus', [...grounds, 'good-tint', 'unproven-tint', 'bad-tint']],
];

describe.each(themes)('the %s theme', (theme) => {
  const tokens = readTokens(theme);
  const measure = (pairs: [string, string[]][], least: number): string[] =>
    pairs.flatMap(([front, backs]) =>
      backs.flatMap((back) => {
        const ratio = contrast(tokens[front] ?? '', tokens[back] ?? '');
        return ratio >= least ? [] : [`${front} on ${back}: ${ratio.toFixed(2)}`];
      }),
    );

  it('keeps text at 7:1', () => {
    expect(measure(textPairs, 7)).toEqual([]);
  });
  it('keeps parts of the interface and the focus ring at 3:1', () => {
    expect(measure(partPairs, 3)).toEqual([]);
  });
});

it('measures as WCAG does', () => {
  expect(contrast('#000', '#fff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});
