import type { Survey } from '../../core/model/survey.ts';
import { readAllRecords } from '../apply/record.ts';
import type { Places } from '../apply/places.ts';
import { readGrub } from './grub.ts';
import { readParts } from './parts.ts';
import { readSnapper } from './snapper.ts';

/** What planning needs to know beside the machine. Reads only. */
export async function readSurvey(places: Places): Promise<Survey> {
  const { system } = places;
  const root = system?.prefix === '' ? system.directory : null;
  return {
    ...(await readParts(places)),
    grub: root === null ? null : await readGrub(root),
    snapper: root === null ? null : await readSnapper(root),
    records: await readAllRecords(places),
  };
}
