// Drawings of figures by week. Each has a table with the same figures.

import { html, nothing, svg } from '../lit-html/lit-html.js';

const HEIGHT = 190;
const ABOVE = 14;
const BELOW = 24;
const BEFORE = 56;
const AFTER = 10;
const LINES = 4;

/** A round step from line to line, so that the lines reach the value. */
function stepTo(value) {
  const least = Math.max(value / LINES, 1);
  const size = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((times) => times * size).find((step) => step >= least);
}

/**
 * @param {Object} drawn
 * @param {string} drawn.title
 * @param {number} drawn.width
 * @param {Array<{monday: string}>} drawn.weeks
 * @param {Array<{name: string, look: string, of: (week: Object) => number|null}>} drawn.series
 * @param {'bars'|'ranges'} drawn.form
 * @param {(value: number) => string} drawn.write how a value is written
 * @param {{value: number, name: string}} [drawn.line] what was promised
 */
export function chart(i18n, drawn) {
  const { title, series, weeks, write, line } = drawn;
  const values = weeks.flatMap((week) => series.map((each) => each.of(week))).filter((value) => value !== null);
  const isEmpty = values.every((value) => value === 0);
  return html`<figure class="chart card">
    <figcaption>
      <h2>${title}</h2>
      ${isEmpty ? nothing : legend(series, line)}
    </figcaption>
    ${isEmpty ? html`<p class="soft">${i18n.text('figures.none')}</p>` : drawing(i18n, drawn, Math.max(...values, line?.value ?? 0))}
    ${isEmpty ? nothing : figuresTable(i18n, title, weeks, series, write)}
  </figure>`;
}

function legend(series, line) {
  return html`<p class="legend small soft">
    ${series.length > 1 || line ? series.map((each) => html`<span class="key ${each.look}">${each.name}</span>`) : nothing}
    ${line ? html`<span class="key promise">${line.name}</span>` : nothing}
  </p>`;
}

function drawing(i18n, { title, width, weeks, series, form, write, line }, most) {
  const between = stepTo(most);
  const top = between * Math.ceil(most / between);
  const y = (value) => ABOVE + (HEIGHT - ABOVE - BELOW) * (1 - value / top);
  const step = (width - BEFORE - AFTER) / weeks.length;
  const x = (index) => BEFORE + step * (index + 0.5);
  const steps = Array.from({ length: top / between + 1 }, (_, index) => between * index);
  const every = Math.ceil(weeks.length / Math.floor((width - BEFORE) / 76));
  const draw = form === 'bars' ? bars : ranges;
  return html`<svg class="drawing" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label=${title}>
    ${steps.map(
      (value) => svg`<line class="grid" x1=${BEFORE} x2=${width - AFTER} y1=${y(value)} y2=${y(value)} />
        <text class="axis" x=${BEFORE - 8} y=${y(value) + 4} text-anchor="end">${write(value)}</text>`,
    )}
    ${line ? svg`<line class="promise" x1=${BEFORE} x2=${width - AFTER} y1=${y(line.value)} y2=${y(line.value)} />` : nothing}
    ${weeks.map((week, index) => draw({ week, series, x: x(index), y, step, write }))}
    ${weeks.map((week, index) =>
      (weeks.length - 1 - index) % every === 0
        ? svg`<text class="axis" x=${x(index)} y=${HEIGHT - 6} text-anchor=${index === weeks.length - 1 ? 'end' : 'middle'} dx=${index === weeks.length - 1 ? Math.min(step / 2, 20) : 0}>${i18n.dayOfYear(week.monday)}</text>`
        : nothing,
    )}
  </svg>`;
}

function bars({ week, series, x, y, step }) {
  const all = Math.min(step * 0.72, 34);
  const wide = all / series.length;
  return series.map((each, index) => {
    const value = each.of(week) ?? 0;
    return value > 0
      ? svg`<rect class=${each.look} x=${x - all / 2 + wide * index} y=${y(value)} width=${Math.max(wide - 1, 1)} height=${y(0) - y(value)} rx="2" />`
      : nothing;
  });
}

/** From the first series to the second. */
function ranges({ week, series, x, y }) {
  const [low, high] = series.map((each) => each.of(week));
  return low === null || high === null
    ? nothing
    : svg`<line class="range" x1=${x} x2=${x} y1=${y(low)} y2=${y(high)} />
        <circle class=${series[1].look} cx=${x} cy=${y(high)} r="4" />
        <circle class=${series[0].look} cx=${x} cy=${y(low)} r="5" />`;
}

function figuresTable(i18n, title, weeks, series, write) {
  return html`<details>
    <summary>${i18n.text('figures.table')}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label=${title}>
      <table>
        <thead>
          <tr>
            <th scope="col">${i18n.text('figures.week')}</th>
            ${series.map((each) => html`<th scope="col">${each.name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${weeks.map(
            (week) => html`<tr>
              <th scope="row">${i18n.shortDay(week.monday)}</th>
              ${series.map((each) => html`<td>${each.of(week) === null ? '–' : write(each.of(week))}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}
