import type { Version } from '../../core/model/machine.ts';
import { useSay } from '../i18n/text.tsx';
import { Badge } from './badge.tsx';

/** What is known of a version, as badges. */
export function VersionState({ version }: { version: Version }) {
  const say = useSay();
  return version.complete ? (
    <Badge state={version.state}>{say(`state.${version.state}`, {})}</Badge>
  ) : (
    <Badge state="unfit">{say('state.incomplete', {})}</Badge>
  );
}
