/**
 * The last net under a bug of the page itself. Jobs run in the main process, so showing the page
 * again loses nothing; both languages, since no store can be asked any more.
 */
import { Component, type ReactNode } from 'react';

export class Mishap extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <main className="mishap" role="alert">
        <h1>This page stopped working</h1>
        <p>Nothing was changed by that, and what is running goes on. Show the page again.</p>
        <p lang="de">
          Diese Seite ist stehen geblieben. Dadurch wurde nichts geändert, und was läuft, läuft
          weiter. Zeigen Sie die Seite neu an.
        </p>
        <button
          type="button"
          className="button button-primary"
          // The way out of an alert that replaced everything else.
          ref={(button) => {
            button?.focus();
          }}
          onClick={() => {
            location.reload();
          }}
        >
          Show the page again
        </button>
      </main>
    );
  }
}
