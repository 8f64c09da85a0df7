import { css } from "lit";

export const styles = css`
  :host {
    display: block;
  }
  .card {
    padding: calc(var(--_space) * 2);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .head {
    display: flex;
    justify-content: space-between;
    gap: var(--_space);
  }
  .label {
    font-weight: 600;
  }
  .help {
    margin: 0;
    color: var(--_text-muted);
  }
`;
