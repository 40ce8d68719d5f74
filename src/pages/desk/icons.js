// Small drawings beside words. They say nothing by themselves.

import { html, svg } from '../lit-html/lit-html.js';

const LINES = {
  overdue: svg`<path d="M8 2 15 14H1Z" /><path d="M8 6.5v3.5M8 12v.1" />`,
  soon: svg`<circle cx="8" cy="8" r="6.2" /><path d="M8 4.5V8l2.4 1.6" />`,
  due: svg`<rect x="2" y="3.2" width="12" height="10.8" rx="1.5" /><path d="M2 6.6h12M5.2 1.6v3M10.8 1.6v3" />`,
  late: svg`<rect x="1.6" y="3.4" width="12.8" height="9.2" rx="1.4" /><path d="m2 4.4 6 4.4 6-4.4" />`,
  who: svg`<circle cx="8" cy="5.4" r="2.8" /><path d="M2.6 14c.6-3 2.7-4.4 5.4-4.4s4.8 1.4 5.4 4.4" />`,
  done: svg`<path d="m2.6 8.6 3.6 3.6 7.2-8" />`,
  question: svg`<path d="M2 2.8h12v8.4H7l-3 2.6v-2.6H2Z" /><path d="M6.6 5.4c.2-1.6 3-1.4 2.8.2-.1.9-1.3.9-1.4 1.9M8 9.3v.1" />`,
};

export const icon = (name) => html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${LINES[name]}</svg>`;
