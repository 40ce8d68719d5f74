// The playground: the stories above, the phone on one side, the desk on the other, and between them what happens.

import { html, nothing } from '../lit-html/lit-html.js';
import { alert, top } from '../shared/parts.js';
import { calls } from './calls.js';
import { ledger, marks, notices } from './records.js';
import { rules } from './rules.js';
import { stories } from './stories-view.js';
import { system } from './system.js';
import { SPOKEN } from './words.js';

const ELSEWHERE = [
  ['/docs/', 'functions'],
  ['/tour', 'tour'],
  ['/person/', 'person'],
  ['/desk/', 'desk'],
  ['/notices.html', 'notices'],
];

export function frame(play) {
  const { i18n, standing } = play;
  return html`${top(i18n, {
      home: '/',
      links: ELSEWHERE.map(([to, key]) => ({ to, label: i18n.text(key), isHere: false })),
      choose: (language) => play.speak(language),
      languages: SPOKEN,
    })}
    <main class="playground" id="content" aria-busy=${play.isBusy}>
      <div class="head">
        <h1 tabindex="-1">${i18n.text('question')}</h1>
        <p class="soft">${i18n.text('intro')}</p>
      </div>
      ${stories(play)} ${play.failed ? alert(i18n, play.failed) : nothing}
      <div class="stage">
        <section class="phone" aria-label=${i18n.text('phone')}>
          <h2>${i18n.text('phone')} <bdi class="number">${play.userId}</bdi></h2>
          <iframe name="person" title=${i18n.text('phone')}></iframe>
        </section>
        <div class="between">
          <div class="column">${system(play)} ${calls(play)}</div>
          <div class="column">
            ${standing ? html`${rules(play)} ${marks(play)} ${ledger(play)}` : nothing} ${notices(play)}
          </div>
        </div>
        <section class="seat" aria-label=${i18n.text('seat')}>
          <h2>${i18n.text('seat')} <bdi class="name">${play.business?.name}</bdi></h2>
          <iframe name="desk" title=${i18n.text('seat')}></iframe>
        </section>
      </div>
      <div class="finger" aria-hidden="true"></div>
    </main>`;
}
