import type { Power } from '../../core/inspect/signs.ts';
import type { Tree } from '../files/tree.ts';

const directory = 'sys/class/power_supply';

/**
 * The state of the machine's own battery; batteries of a mouse or a headset (scope "Device") do not
 * count. Null when the machine has none. sysfs-class-power.
 */
export async function readPower(tree: Tree): Promise<Power | null> {
  const supplies = await Promise.all(
    (await tree.list(directory)).map(async ({ name }) => {
      const read = async (file: string) =>
        (await tree.readText(`${directory}/${name}/${file}`, 4096))?.trim() ?? null;
      const [type, scope, capacity, status, online] = await Promise.all(
        ['type', 'scope', 'capacity', 'status', 'online'].map(read),
      );
      return { name, type, scope, capacity, status, online };
    }),
  );
  const own = supplies.filter(({ scope }) => scope !== 'Device');
  const batteries = own.filter(({ type }) => type === 'Battery');
  const levels = batteries.flatMap(({ name, capacity }) =>
    /^\d{1,3}$/.test(capacity ?? '') ? [{ name, percent: Number(capacity) }] : [],
  );
  const fullest = levels.sort((a, b) => b.percent - a.percent)[0];
  if (!fullest) return null;
  return {
    capacityPercent: Math.min(100, fullest.percent),
    isSupplied:
      own.some(({ type, online }) => type !== 'Battery' && online === '1') ||
      batteries.some(({ status }) => status === 'Charging' || status === 'Full'),
    path: `/${directory}/${fullest.name}`,
  };
}
