/** Keeps a bug in one place of the window from taking the others away: the place says that it broke, the rest goes on. */
import { Component, type ReactNode } from 'react';
import { CopyButton } from './CopyButton';

interface GuardProps {
  /** What stands here, for the words: "The clip panel". */
  place: string;
  children: ReactNode;
}

export class Guard extends Component<GuardProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="broken" role="alert">
        <h3>Something in the workbench broke</h3>
        <p className="quiet">{this.props.place} could not be drawn. The rest of the window goes on.</p>
        <div className="group">
          <button type="button" className="button framed" onClick={() => this.setState({ error: null })}>
            Try again
          </button>
          <CopyButton text={error.stack ?? error.message} what="report" isNamed />
        </div>
      </div>
    );
  }
}
