/**
 * What must be said although the focus stays where it is. Each sentence is added to a live region
 * once and taken away again when it has been said, so that nobody meets it later while reading. What
 * comes at the same moment is added as one: a screen reader turns the order of single pieces round.
 * The regions have no role: of what comes fast, Orca leaves out the second from anything but a box that
 * is live. Nothing is taken away while a later one may still wait to be read: Orca is told only the place at
 * which a piece was added, and looks there when its turn comes, on a slow machine seconds later.
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
  sentences: string[];
  isUrgent: boolean;
}

/** After the last sentence; then all go at once. */
const keptForMs = 20_000;
const togetherMs = 60;
const AnnounceContext = createContext<Announce>(() => undefined);

/** Says a sentence to those who listen; urgent ones interrupt. */
export const useAnnounce = (): Announce => useContext(AnnounceContext);

export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<readonly Said[]>([]);
  const lastId = useRef(0);
  const gathering = useRef(new Map<boolean, string[]>());
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const pending = timers.current;
    return () => {
      for (const timer of pending) clearTimeout(timer);
    };
  }, []);
  useEffect(() => {
    if (said.length === 0) return;
    const timer = setTimeout(setSaid, keptForMs, []);
    return () => {
      clearTimeout(timer);
    };
  }, [said]);
  const announce = useCallback<Announce>((sentence, isUrgent = false) => {
    const open = gathering.current.get(isUrgent);
    if (open !== undefined) {
      open.push(sentence);
      return;
    }
    const sentences = [sentence];
    const id = ++lastId.current;
    gathering.current.set(isUrgent, sentences);
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      gathering.current.delete(isUrgent);
      setSaid((before) => [...before, { id, sentences, isUrgent }]);
    }, togetherMs);
    timers.current.add(timer);
  }, []);
  const region = (isUrgent: boolean): ReactNode =>
    said
      .filter((one) => one.isUrgent === isUrgent)
      .map(({ id, sentences }) => (
        <p key={id}>
          {sentences.map((sentence, i) => (
            <span key={i}>{i === 0 ? sentence : ` ${sentence}`}</span>
          ))}
        </p>
      ));
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="announcer visually-hidden" aria-live="polite" aria-relevant="additions">
        {region(false)}
      </div>
      <div className="announcer visually-hidden" aria-live="assertive" aria-relevant="additions">
        {region(true)}
      </div>
    </AnnounceContext>
  );
}
