import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { screenSchema } from '../core/contract/ipc.ts';
import { themes } from '../core/contract/settings.ts';
import { audit } from '../test/helpers/audit.ts';
import { renderApp } from '../test/helpers/render-app.tsx';

const names = screenSchema.options;

async function settle(): Promise<HTMLElement> {
  await waitFor(() => {
    expect(
      screen.queryByText(/Looking at this machine|wird angesehen|فحص هذا الجهاز|調べています$/),
    ).toBeNull();
  });
  const heading = await screen.findByRole('heading', { level: 1 });
  await waitFor(() => {
    expect(document.activeElement?.outerHTML).toBe(heading.outerHTML);
  });
  expect(document.querySelectorAll('button[aria-current=page]')).toHaveLength(1);
  return heading;
}

// jsdom draws nothing, so a theme makes no difference here; test/app/screens.test.ts looks at each.
it.each(names)('%s passes axe, names itself and stands in the list of screens', async (name) => {
  await renderApp(name);
  const heading = await settle();
  expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
  expect(document.title).toBe(`${heading.textContent} – Lifeboat`);
  expect(await audit()).toEqual([]);
});

it.each(themes)('puts the theme %s where the style sheets read it', async (theme) => {
  await renderApp('start', { settings: { theme } });
  expect(document.documentElement.dataset['theme']).toBe(theme);
});

// The other languages are whole, too, or English beside the way back; catalogues.test.ts sees to it.
it.each(names)('%s opens from right to left', async (name) => {
  await renderApp(name, { settings: { language: 'ar' } });
  await settle();
  expect(document.documentElement).toMatchObject({ lang: 'ar', dir: 'rtl' });
});

// A terminal takes Tab for its program; its way out is tested in terminal.test.tsx.
it.each(names.filter((name) => name !== 'terminal'))(
  'Tab meets every control of %s on one round, and Shift+Tab on the way back',
  async (name) => {
    const { user } = await renderApp(name);
    (await settle()).blur();
    const walk = async (shift: boolean): Promise<Element[]> => {
      const met: Element[] = [];
      for (;;) {
        await user.tab({ shift });
        const { activeElement } = document;
        if (activeElement === null || activeElement === document.body) return met;
        if (met.includes(activeElement)) throw new Error('the focus is caught');
        met.push(activeElement);
      }
    };
    const forth = await walk(false);
    const back = await walk(true);
    // Each of these is one stop, whatever lies in it; so are their rows' chevrons no stops.
    const groups = ['radiogroup', 'listbox', 'treegrid'].flatMap((role) =>
      screen.queryAllByRole(role),
    ).length;
    const others = [
      ...screen.getAllByRole('button').filter(({ tabIndex }) => tabIndex >= 0),
      ...screen.queryAllByRole('searchbox'),
      ...screen.getAllByRole('switch'),
      ...document.querySelectorAll('input[type=password]'),
    ];
    expect(forth).toHaveLength(others.length + groups);
    expect(new Set(back)).toEqual(new Set(forth));
  },
);
