import axe from 'axe-core';

/** axe's findings as lines. jsdom draws nothing: contrast is measured in test/app/screens.test.ts. */
export async function audit(): Promise<string[]> {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false } },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
