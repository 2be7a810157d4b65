/**
 * One drawing for each thing that can be wanted. They only repeat the words beside them, so they are
 * hidden from whoever listens; what moves stands still where motion is not wanted.
 */
import type { ReactNode } from 'react';
import type { UnlockPhase } from '../../../core/unlock/unlock-state.ts';

export type PictureName =
  | 'insert'
  | 'token'
  | 'wrong'
  | 'touch'
  | 'finger'
  | 'pin'
  | 'blocked'
  | 'chip'
  | 'key'
  | 'text'
  | 'wait';

const pictureOf: Record<UnlockPhase, PictureName> = {
  'looking-for-token': 'token',
  'insert-token': 'insert',
  'wrong-token': 'wrong',
  'token-needs-pin': 'pin',
  'touch-now': 'touch',
  'verify-on-token': 'finger',
  'pin-wrong': 'pin',
  'pin-blocked-until-reinserted': 'blocked',
  'pin-blocked-for-good': 'blocked',
  'asking-tpm': 'chip',
  'tpm-needs-pin': 'pin',
  passphrase: 'text',
  'recovery-key': 'key',
  opening: 'wait',
  unlocked: 'wait',
  failed: 'wrong',
  cancelled: 'wait',
  'timed-out': 'insert',
};

/** The picture of a phase. */
export const getPicture = (phase: UnlockPhase): PictureName => pictureOf[phase];

const plug = <rect className="solid" x="20" y="48" width="24" height="24" rx="3" />;
const body = <rect x="44" y="40" width="62" height="40" rx="12" />;
const button = <circle className="accent" cx="78" cy="60" r="9" />;
const token = (
  <>
    {plug}
    {body}
    {button}
    <circle cx="97" cy="60" r="2.5" />
  </>
);
const cross = <path className="strong" d="m81 80 15 15m0-15-15 15" />;

const drawings: Record<PictureName, ReactNode> = {
  token,
  insert: (
    <>
      <rect x="6" y="34" width="22" height="52" rx="5" />
      <path className="strong" d="M12 48v24" />
      <g className="moves-in">
        <rect className="solid" x="40" y="48" width="20" height="24" rx="3" />
        <rect x="60" y="40" width="54" height="40" rx="12" />
        <circle className="accent" cx="90" cy="60" r="8" />
      </g>
    </>
  ),
  wrong: (
    <>
      {token}
      {cross}
    </>
  ),
  touch: (
    <>
      {token}
      <circle className="ring" cx="78" cy="60" r="17" />
      <circle className="ring ring-late" cx="78" cy="60" r="25" />
      <path
        d="M78 74c0-6 9-6 9 0v14l11 4c5 2 6 6 5 10l-3 14H80L70 98c-4-5 1-9 5-6l3 3Z"
        className="hand"
      />
    </>
  ),
  finger: (
    <>
      <path d="M40 74c-4-26 8-40 22-40s24 12 22 34c-1 10-3 18-6 24" />
      <path d="M50 84c-5-24 0-38 12-38s14 14 12 26c-1 9-4 18-8 24" />
      <path d="M58 92c4-10 6-20 5-32" />
      <path d="M34 56c2-6 5-12 9-16" />
    </>
  ),
  pin: (
    <g transform="translate(9 7) scale(.85)">
      <rect x="18" y="24" width="84" height="34" rx="9" />
      {[36, 52, 68, 84].map((x) => (
        <circle key={x} className="solid" cx={x} cy="41" r="4.5" />
      ))}
      {[30, 60, 90].flatMap((x) =>
        [76, 98].map((y) => (
          <rect
            key={`${String(x)} ${String(y)}`}
            x={x - 11}
            y={y - 7}
            width="22"
            height="14"
            rx="4"
          />
        )),
      )}
    </g>
  ),
  blocked: (
    <>
      {token}
      <circle className="strong" cx="87" cy="85" r="12" />
      <path className="strong" d="m79 93 16-16" />
    </>
  ),
  chip: (
    <>
      <rect x="34" y="34" width="52" height="52" rx="7" />
      <rect className="accent" x="48" y="48" width="24" height="24" rx="4" />
      {[44, 60, 76].map((at) => (
        <path key={at} d={`M${String(at)} 34V22m0 76V86M34 ${String(at)}H22m76 0H86`} />
      ))}
    </>
  ),
  key: (
    <>
      <circle cx="38" cy="60" r="20" />
      <circle className="accent" cx="38" cy="60" r="6" />
      <path d="M58 60h50v16M94 60v12M82 60v9" />
    </>
  ),
  text: (
    <>
      <rect x="10" y="42" width="100" height="38" rx="9" />
      <path className="strong" d="M92 52v18" />
      {[28, 44, 60, 76].map((x) => (
        <circle key={x} className="solid" cx={x} cy="61" r="4.5" />
      ))}
    </>
  ),
  wait: (
    <>
      <rect x="34" y="54" width="52" height="42" rx="8" />
      <path d="M44 54V42a16 16 0 0 1 32 0v12" />
      <path className="strong" d="M60 70v12" />
    </>
  ),
};

export function Picture({ name }: { name: PictureName }) {
  return (
    <svg
      className={`unlock-picture unlock-picture-${name}`}
      viewBox="0 0 120 120"
      aria-hidden="true"
      focusable="false"
    >
      {drawings[name]}
    </svg>
  );
}
