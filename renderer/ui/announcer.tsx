/**
 * What must be said although the focus stays where it is. Each sentence is added to a live region
 * once and taken away again when it has been said, so that nobody meets it later while reading.
 */
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  type ReactNode,
} from 'react';

type Announce = (sentence: string, isUrgent?: boolean) => void;

interface Said {
  id: number;
  sentence: string;
  isUrgent: boolean;
}

const keptForMs = 7000;
const AnnounceContext = createContext<Announce>(() => undefined);

/** Says a sentence to those who listen; urgent ones interrupt. */
export const useAnnounce = (): Announce => useContext(AnnounceContext);

export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<readonly Said[]>([]);
  const lastId = useRef(0);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const pending = timers.current;
    return () => {
      for (const timer of pending) clearTimeout(timer);
    };
  }, []);
  const announce = useCallback<Announce>((sentence, isUrgent = false) => {
    const id = ++lastId.current;
    setSaid((before) => [...before, { id, sentence, isUrgent }]);
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      setSaid((before) => before.filter((one) => one.id !== id));
    }, keptForMs);
    timers.current.add(timer);
  }, []);
  const region = (isUrgent: boolean): ReactNode =>
    said
      .filter((one) => one.isUrgent === isUrgent)
      .map(({ id, sentence }) => <p key={id}>{sentence}</p>);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="visually-hidden" role="log" aria-live="polite" aria-relevant="additions">
        {region(false)}
      </div>
      <div className="visually-hidden" role="log" aria-live="assertive" aria-relevant="additions">
        {region(true)}
      </div>
    </AnnounceContext>
  );
}
