/** Facts from values that may be absent: what is not known is not listed. */
import type { Fact } from './facts.tsx';

type MaybeFact = Fact | null;
type Value = string | null | undefined;

const explain = (about: Value): Pick<Fact, 'about'> =>
  about === null || about === undefined ? {} : { about };

/** A fact in words; none where there is no value. */
export const fact = (name: string, value: Value, about?: Value): MaybeFact =>
  value === null || value === undefined || value === '' ? null : { name, value, ...explain(about) };

/** More letters than this are broken beside their name: they go below it. */
const longLetters = 24;

/** A fact that is read letter by letter: a path, an id, a hash, a command line. */
export const code = (name: string, value: Value, about?: Value): MaybeFact =>
  value === null || value === undefined || value === ''
    ? null
    : {
        name,
        value: <code>{value}</code>,
        ...explain(about),
        isLong: value.length > longLetters,
      };

/** A fact with a line for each of its values; none where there are none. */
export const list = (name: string, values: readonly string[], about?: Value): MaybeFact =>
  values.length === 0
    ? null
    : {
        name,
        value: values.length === 1 ? values[0] : <Lines lines={values} />,
        ...explain(about),
      };

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="plain-list lines">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** The facts that are known. */
export const known = (facts: readonly MaybeFact[]): Fact[] => facts.filter((one) => one !== null);
