// The figures: who left and why, and how long a removal takes.

import { html, nothing, svg } from '../lit-html/lit-html.js';
import { loading } from '../shared/parts.js';
import { chart } from './charts.js';
import { inDays, reasonLabel } from './describe.js';
import { PERIODS, SUSPECTED } from './figures.js';

const WIDE = 560;
const NARROW = 320;
const HOURS_OF_A_DAY = 24;

export function figuresView(desk) {
  const { i18n, figures } = desk;
  return html`<div class="head">
      <h1 tabindex="-1">${i18n.text('view.figures')}</h1>
      <div class="row">
        <label class="pick">
          <span class="quiet">${i18n.text('period')}</span>
          <select class="select" @change=${(event) => figures.choose(Number(event.target.value))}>
            ${PERIODS.map(
              (weeks) => html`<option value=${weeks} ?selected=${weeks === figures.period}>${i18n.text('period.weeks', { count: weeks })}</option>`,
            )}
          </select>
        </label>
        <button class="button plain" ?disabled=${desk.isBusy} @click=${() => figures.save()}>${i18n.text('csv.reasons')}</button>
      </div>
    </div>
    ${figures.weeks ? drawn(desk) : loading(desk)}`;
}

function drawn(desk) {
  const { i18n, figures } = desk;
  const { removal } = desk.settings.business;
  const width = innerWidth < 640 ? NARROW : WIDE;
  const common = { width, weeks: figures.weeks };
  const count = (value) => i18n.number(value);
  const ofDays = (name) => (week) => {
    const hours = week.figures?.[name] ?? null;
    return hours === null ? null : hours / HOURS_OF_A_DAY;
  };
  // Hours of business days, 24 a day, so only a promise in business days compares.
  const promise = removal.mode === 'MANUAL' && removal.dayKind === 'BUSINESS' && {
    value: removal.days,
    name: i18n.text('figures.promise', { days: inDays(i18n, removal.days) }),
  };
  return html`<div class="charts">
      ${chart(i18n, {
        ...common,
        title: i18n.text('figures.optOuts'),
        form: 'bars',
        write: count,
        series: [
          { name: i18n.text('figures.optOuts'), look: 'first', of: (week) => week.optOuts },
          { name: i18n.text('figures.optIns'), look: 'second', of: (week) => week.optIns },
        ],
      })}
      ${reasons(desk)}
      ${chart(i18n, {
        ...common,
        title: i18n.text('figures.time'),
        form: 'ranges',
        write: (days) => inDays(i18n, days),
        line: promise || undefined,
        series: [
          { name: i18n.text('figures.median'), look: 'first', of: ofDays('medianHours') },
          { name: i18n.text('figures.percentile95'), look: 'second', of: ofDays('percentile95Hours') },
        ],
      })}
      ${chart(i18n, {
        ...common,
        title: i18n.text('figures.late'),
        form: 'bars',
        write: count,
        series: [{ name: i18n.text('figures.late'), look: 'danger', of: (week) => week.figures?.lateMessages ?? 0 }],
      })}
    </div>
    ${figures.suspected ? suspected(i18n, figures.suspected) : nothing}
    ${figures.texts.length > 0 ? texts(desk) : nothing}`;
}

function reasons(desk) {
  const { i18n, figures, settings } = desk;
  const most = Math.max(...figures.reasons.map(([, count]) => count), 1);
  const total = figures.reasons.reduce((sum, [, count]) => sum + count, 0);
  return html`<figure class="chart card">
    <figcaption><h2>${i18n.text('figures.reasons')}</h2></figcaption>
    ${figures.reasons.length === 0
      ? html`<p class="soft">${i18n.text('figures.none')}</p>`
      : html`<table class="reasons">
          <thead class="quiet">
            <tr>
              <th scope="col">${i18n.text('figures.reason')}</th>
              <th scope="col">${i18n.text('figures.people')}</th>
            </tr>
          </thead>
          <tbody>
            ${figures.reasons.map(
              ([code, count]) => html`<tr>
                <th scope="row">
                  <bdi>${reasonLabel(i18n, settings.business, code)}</bdi>
                  <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                    ${svg`<rect class=${code === 'DECLINED' || code === 'NOT_ASKED' ? 'second' : 'first'} width=${(100 * count) / most} height="8" />`}
                  </svg>
                </th>
                <td>${i18n.number(count)} <span class="soft">${i18n.number(count / total, { style: 'percent' })}</span></td>
              </tr>`,
            )}
          </tbody>
        </table>`}
  </figure>`;
}

function suspected(i18n, sums) {
  return html`<section class="card stack">
    <h2>${i18n.text('only.suspected')}</h2>
    <dl class="facts">
      ${SUSPECTED.map(
        (name) => html`<dt>${i18n.text(`suspected.${name}`)}</dt>
          <dd>${i18n.number(sums[name])}</dd>`,
      )}
    </dl>
  </section>`;
}

/** What people wrote, of reasons that several gave. */
function texts(desk) {
  const { i18n, figures, settings } = desk;
  return html`<details class="card">
    <summary>${i18n.text('figures.texts', { count: figures.texts.length })}</summary>
    <ul class="words">
      ${figures.texts.map(
        ({ code, text }) => html`<li>
          <blockquote dir="auto">${text}</blockquote>
          <bdi class="soft small">${reasonLabel(i18n, settings.business, code)}</bdi>
        </li>`,
      )}
    </ul>
  </details>`;
}
