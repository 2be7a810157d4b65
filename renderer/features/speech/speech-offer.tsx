/**
 * The boot voice's offer of speech, on the page. Once it was heard, Space or the number of a sound
 * card accepts it; the first other key or click says that nobody needs it, and it is not made again.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/text.tsx';
import { useSettings, useStores } from '../../state/stores.tsx';
import { Card } from '../../ui/card.tsx';

/** The answer of a key to an offer on `cards` sound cards; undefined where it is none. */
export function readAnswer(key: string, cards: number): { place: number | null } | undefined {
  if (key === ' ') return { place: null };
  const place = /^[1-9]$/.test(key) ? Number(key) - 1 : cards;
  return cards > 1 && place < cards ? { place } : undefined;
}

export function SpeechOffer() {
  const t = useText();
  const { client } = useStores();
  const acceptSpeech = useSettings((state) => state.acceptSpeech);
  const [cards, setCards] = useState<number | null>(null);
  const isOver = useRef(false);

  useEffect(
    () =>
      client.on('speech.offered', (offer) => {
        if (!isOver.current) setCards(offer.cards);
      }),
    [client],
  );

  // With the offer itself: whoever sees it is answered from the first key on.
  useLayoutEffect(() => {
    const end = (): void => {
      isOver.current = true;
      setCards(null);
      stop.abort();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      const answer = cards === null ? undefined : readAnswer(event.key, cards);
      end();
      if (answer === undefined) void client.invoke('speech.noticed', null);
      else {
        event.preventDefault();
        event.stopPropagation();
        void acceptSpeech(answer.place);
      }
    };
    const onPointerDown = (): void => {
      end();
      void client.invoke('speech.noticed', null);
    };
    const stop = new AbortController();
    if (isOver.current) return;
    addEventListener('keydown', onKeyDown, { capture: true, signal: stop.signal });
    addEventListener('pointerdown', onPointerDown, { capture: true, signal: stop.signal });
    return () => {
      stop.abort();
    };
  }, [client, cards, acceptSpeech]);

  if (cards === null) return null;
  return (
    <Card>
      <p>{t('speech.offer', { cards })}</p>
    </Card>
  );
}
