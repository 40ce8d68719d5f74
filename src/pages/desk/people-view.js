// Anybody by a number or an id, and the list of all who stopped the marketing.

import { html, nothing } from '../lit-html/lit-html.js';
import { loading, mark } from '../shared/parts.js';
import { reasonOf, scopeLabel, scopesLabel } from './describe.js';
import { entryItem } from './detail.js';
import { spelled } from './numbers.js';

export function peopleView(desk) {
  const { i18n, people } = desk;
  const find = (event) => {
    event.preventDefault();
    people.find(new FormData(event.target).get('find'));
  };
  return html`<div class="head">
      <h1 tabindex="-1">${i18n.text('view.people')}</h1>
      <button class="button" @click=${() => desk.openStop('')}>${i18n.text('stop')}</button>
    </div>
    <p class="quiet" role="status">${desk.said}</p>
    <form class="tools" role="search" @submit=${find}>
      <label class="field grow">
        ${i18n.text('find')}
        <input type="search" name="find" maxlength="128" autocomplete="off" spellcheck="false" aria-describedby="find-hint" />
      </label>
      <button class="button first" ?disabled=${desk.isBusy}>${i18n.text('find.send')}</button>
      <p class="soft small" id="find-hint">${i18n.text('find.hint')}</p>
    </form>
    ${people.several ? several(desk, people.several) : nothing} ${people.person ? found(desk, people.person) : nothing}
    ${refusing(desk)}`;
}

/** A text that is not one person's. */
function several(desk, { text, meant }) {
  const { i18n, people, isBusy } = desk;
  return html`<section class="card stack">
    <p class="meant" tabindex="-1">${i18n.text(meant.length > 0 ? 'meant' : 'meant.none', { text })}</p>
    ${meant.map(
      (each) => html`<p class="row">
        <button class="button" ?disabled=${isBusy} @click=${() => people.find(each.userId, true)}>
          <bdi>${spelled(each.userId)}</bdi> <span class="soft">${knownSince(i18n, each)}</span>
        </button>
      </p>`,
    )}
  </section>`;
}

/** Since when something is recorded. */
export function knownSince(i18n, { conversationSince, marketingSince, scopes = [] }) {
  const [since] = [conversationSince, marketingSince, ...scopes.map((each) => each.since)].filter(Boolean).sort();
  return since ? i18n.text('known', { date: i18n.date(since) }) : i18n.text('stands.NONE');
}

function found(desk, person) {
  const { i18n, people } = desk;
  const { entries, link } = person;
  return html`<section class="card stack found">
    <h2 tabindex="-1"><bdi class="number">${person.userId}</bdi></h2>
    ${isUnknown(person) ? html`<p class="note">${i18n.text('nothing', { who: spelled(person.userId) })}</p>` : stands(desk, person)}
    <div class="row actions">
      <button class="button" ?disabled=${desk.isBusy} @click=${() => desk.openStop(person.userId)}>${i18n.text('stop')}</button>
      ${link
        ? nothing
        : html`<button class="button" ?disabled=${desk.isBusy} @click=${() => people.makeLink()}>${i18n.text('link')}</button>`}
    </div>
    ${link
      ? html`<label class="field link">
          ${i18n.text('link.text')}
          <input readonly .value=${link} @focus=${(event) => event.target.select()} />
        </label>`
      : nothing}
    ${rests(desk, person)}
    <section class="record whole">
      <h3 tabindex="-1">${i18n.text('record.all')}</h3>
      ${entries
        ? entries.length > 0
          ? html`<ol>${entries.map((entry) => entryItem(desk, entry))}</ol>`
          : html`<p class="soft">${i18n.text('record.none')}</p>`
        : loading(desk)}
      ${person.next
        ? html`<p class="further">
            <button class="button" ?disabled=${desk.isBusy} @click=${() => people.readRecord()}>${i18n.text('more')}</button>
          </p>`
        : nothing}
    </section>
  </section>`;
}

/** Whether nothing at all is recorded, also nothing that a business does not see. */
const isUnknown = ({ explained }) => explained?.marks.length === 0 && !explained.suspectedSince;

/** How they stand, why, and since when. */
function stands(desk, { relation, explained }) {
  const { i18n } = desk;
  const answer = explained?.explanation.answer;
  const isAllowed = answer?.permission === 'ALLOWED';
  const since = (instant) => (instant ? i18n.text('since', { date: i18n.time(instant) }) : '');
  const wish = (marketing) => i18n.text(marketing === 'UNSET' ? 'stands.NONE' : `entry.MARKETING_PREFERENCE.${WISHES[marketing]}`);
  const conversation =
    relation.conversation === 'ACCEPTED'
      ? `entry.CONSENT_DECISION.${relation.basis === 'EXPRESSED' ? 'CONTINUE' : 'MESSAGE_SENT'}`
      : relation.conversation === 'CONTACTED'
        ? 'entry.FIRST_CONTACT'
        : 'stands.NONE';
  const facts = [
    ['stands.marketing', wish(relation.marketing), since(relation.marketingSince)],
    ...(relation.scopes ?? []).map((each) => [
      null,
      `${scopeLabel(i18n, desk.settings?.business, each.scope)}: ${wish(each.marketing)}`,
    ]),
    ['stands.conversation', i18n.text(conversation), since(relation.conversationSince)],
    relation.blocked && [null, i18n.text('entry.CONSENT_DECISION.BLOCK'), since(relation.blockedSince)],
    relation.removal && [
      null,
      i18n.text(`stands.${relation.removal.status}`),
      relation.removal.stopsBy && i18n.text('due.due', { day: i18n.day(relation.removal.stopsBy) }),
    ],
  ].filter(Boolean);
  return html`<p class="row stands">
      ${answer
        ? html`${mark(isAllowed ? 'yes' : 'no', i18n.text(isAllowed ? 'stands.ALLOWED' : 'stands.REFUSED'))}
            <span>${reasonOf(i18n, answer.reason)}</span>
            <span class="soft">${since(answer.since)}</span>`
        : html`<span class="soft">${i18n.text('stands.unknown')}</span>`}
    </p>
    <dl class="facts">
      ${facts.map(
        ([key, ...values]) => html`<dt>${key ? i18n.text(key) : nothing}</dt>
          <dd class="line">${values.filter(Boolean).map((value) => html`<bdi>${value}</bdi>`)}</dd>`,
      )}
    </dl>`;
}

const WISHES = { OPTED_OUT: 'OPT_OUT', OPTED_IN: 'OPT_IN' };

/** The words behind how they stand. A mark that a later one lifted says nothing any more. */
function rests(desk, { explained }) {
  const entries = new Map(
    (explained?.marks ?? []).filter((each) => each.entry && each.inForce !== false).map(({ entry }) => [entry.entryId, entry]),
  );
  return entries.size > 0
    ? html`<section class="record">
        <h3>${desk.i18n.text('stands.rests')}</h3>
        <ol>${[...entries.values()].map((entry) => entryItem(desk, entry))}</ol>
      </section>`
    : nothing;
}

function refusing(desk) {
  const { i18n, people } = desk;
  const head = html`<h2 tabindex="-1">${i18n.text('refusing')}</h2>`;
  if (!people.refusing) {
    return html`<section class="refusing stack">${head} ${loading(desk)}</section>`;
  }
  const business = desk.settings?.business;
  const move = (key, pages) =>
    html`<p class="further"><button class="button" ?disabled=${desk.isBusy} @click=${() => people.move(pages)}>${i18n.text(key)}</button></p>`;
  return html`<section class="refusing stack">
    <div class="head">
      ${head}
      <button class="button plain" ?disabled=${desk.isBusy} @click=${() => people.save()}>${i18n.text('csv')}</button>
    </div>
    ${people.refusing.length === 0 && !people.next
      ? html`<p class="card waiting">${i18n.text('refusing.none')}</p>`
      : html`${people.first > 0 ? move('queue.earlier', -1) : nothing}
          <ul class="works">
            ${people.drawn().map(
              (each) => html`<li class="work">
                <button class="row-open" ?disabled=${desk.isBusy} @click=${() => people.find(each.userId, true)}>
                  <span class="what"><bdi class="number">${each.userId}</bdi></span>
                  <span class="soft small">${scopesLabel(i18n, business, each.scopes)}</span>
                  <span class="small">${i18n.date(each.marketingSince)}</span>
                </button>
              </li>`,
            )}
          </ul>
          ${people.hasMore() ? move('more', 1) : nothing}`}
  </section>`;
}
