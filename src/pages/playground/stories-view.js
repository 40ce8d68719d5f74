// The stories to choose from, and the one that is played.

import { html, nothing } from '../lit-html/lit-html.js';
import { STORIES } from './stories.js';

export function stories(play) {
  const { player } = play;
  return html`<section class="stories" aria-label=${play.i18n.text('stories')}>
    ${Object.keys(STORIES).map((name) => story(play, name))}
    <div class="caption" role="status">${player.name ? caption(play) : html`<p class="soft">${play.i18n.text('stories.none')}</p>`}</div>
    ${player.name ? controls(play) : nothing}
  </section>`;
}

function story(play, name) {
  const { i18n, player } = play;
  return html`<button class="story" aria-pressed=${player.name === name} @click=${() => player.choose(name)}>
    <strong>${i18n.text(`story.${name}`)}</strong>
    <span class="soft small">${i18n.text('story.steps', { count: STORIES[name].length })}</span>
  </button>`;
}

function caption(play) {
  const { i18n, player } = play;
  const more = player.isLost ? 'lost' : player.isTakenOver ? 'takenOver' : player.isOver ? 'over' : null;
  return html`<p>${i18n.text(player.caption)}</p>
    ${more ? html`<p class="soft small">${i18n.text(`story.${more}`)}</p>` : nothing}`;
}

function controls(play) {
  const { i18n, player } = play;
  const of = player.steps.length;
  const at = Math.min(of, player.done + (player.isInStep ? 1 : 0));
  return html`<div class="row controls">
    <progress max=${of} value=${at} aria-label=${i18n.text('story.progress')}></progress>
    <span class="soft small">${i18n.text('story.at', { at, of })}</span>
    ${player.isOver
      ? nothing
      : html`<button class="button" ?disabled=${player.isInStep} @click=${() => player.next()}>${i18n.text('story.next')}</button>
          <button class="button" @click=${() => (player.isPlaying ? player.stop() : player.play())}>
            ${i18n.text(player.isPlaying ? 'story.stop' : 'story.play')}
          </button>`}
    <button class="button" @click=${() => player.close()}>${i18n.text('story.close')}</button>
  </div>`;
}
