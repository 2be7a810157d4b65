import { expect, it } from 'vitest';
import { listCasualties } from '../image/casualty.ts';
import { createJourney } from './journey.ts';
import { findStory } from './stories.ts';

it.each(listCasualties())('%s has a story that comes to Lifeboat, and to its end', (casualty) => {
  const journey = createJourney({ passphrase: 'secret', story: findStory(casualty) });
  const names = journey.map(({ name }) => name);
  expect(names.filter((name) => name.endsWith('Lifeboat starts'))).toHaveLength(1);
  expect(names.at(-1)).toBe('Version 1.0 runs again after one more restart');
  expect(new Set(names).size).toBe(names.length);
});
