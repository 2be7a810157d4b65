import type { Theme } from '../../../core/contract/settings.ts';
import './theme-picture.css';

/** A small picture of a theme in its own colours. */
export function ThemePicture({ theme }: { theme: Theme }) {
  return (
    <span className="theme-picture" data-theme={theme} aria-hidden="true">
      <span>Aa</span>
    </span>
  );
}
