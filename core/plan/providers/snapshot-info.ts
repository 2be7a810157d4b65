export interface SnapshotInfo {
  number: number;
  date: string | null;
  description: string;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const maxDescription = 200;

/** What snapper's info.xml says about a snapshot: three plain elements; null without a number. */
export function parseSnapshotInfo(text: string): SnapshotInfo | null {
  const element = (name: string) => {
    const content = new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
    return content?.replace(/&(\w+);/g, (whole, word: string) => entities[word] ?? whole).trim();
  };
  const number = element('num');
  if (number === undefined || !/^\d{1,9}$/.test(number)) return null;
  const description = (element('description') ?? '').replace(/\s+/g, ' ').slice(0, maxDescription);
  return { number: Number(number), date: element('date') ?? null, description };
}
