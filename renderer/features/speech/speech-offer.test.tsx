import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createFakeBridge } from '../../../test/helpers/fake-bridge.ts';
import { renderApp } from '../../../test/helpers/render-app.tsx';
import { readAnswer } from './speech-offer.tsx';

const text = /read aloud/;

async function renderOffer(cards: number) {
  const bridge = createFakeBridge();
  const app = await renderApp('start', { bridge });
  bridge.emit('speech.offered', { cards });
  await screen.findByText(text);
  const calls = () => bridge.calls.filter(({ channel }) => channel.startsWith('speech.'));
  return { ...app, calls };
}

describe('the offer of speech', () => {
  it('is taken up with Space, which does nothing else', async () => {
    const { user, calls } = await renderOffer(1);
    await user.keyboard(' ');
    expect(calls()).toEqual([{ channel: 'speech.accept', input: { place: null } }]);
    await waitFor(() => {
      expect(screen.queryByText(text)).toBeNull();
    });
  });

  it('is ended by any other key, and does not come again', async () => {
    const { user, calls, bridge } = await renderOffer(1);
    await user.keyboard('{Tab} ');
    expect(calls()).toEqual([{ channel: 'speech.noticed', input: null }]);
    bridge.emit('speech.offered', { cards: 1 });
    await new Promise((settled) => setTimeout(settled, 20));
    expect(screen.queryByText(text)).toBeNull();
  });

  it('is answered by the number of a sound card where there are several', () => {
    expect(readAnswer('2', 2)).toEqual({ place: 1 });
    expect(readAnswer(' ', 2)).toEqual({ place: null });
    expect(readAnswer('3', 2)).toBeUndefined();
    expect(readAnswer('1', 1)).toBeUndefined();
  });
});
