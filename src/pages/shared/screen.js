// What a page does whatever it shows: it runs what calls functions, says what went wrong, and puts the focus.

import { html, nothing, render } from '../lit-html/lit-html.js';
import { CallFailed } from './api.js';
import { Guard } from './guard.js';
import { bestLanguage, LANGUAGES } from './i18n.js';

const LANGUAGE = 'consimt.language';

/** After so long a press that waits is told of. */
const SOON_MILLIS = 300;

/** What went wrong is at the top, perhaps out of sight. */
const FAILED = '.alert button';

export class Screen {
  /**
   * @param {Element} root
   * @param {(screen: Screen) => Object} frame the template of the whole page
   * @param {(language: string) => Object} wordsIn
   * @param {Object} languages those that the page speaks
   */
  constructor(root, frame, wordsIn, languages = LANGUAGES) {
    this.root = root;
    this.frame = frame;
    this.wordsIn = wordsIn;
    this.languages = languages;
    const wanted = [localStorage.getItem(LANGUAGE), ...navigator.languages].filter(Boolean);
    this.i18n = wordsIn(bestLanguage(wanted, languages));
    this.isBusy = false;
    /** Whether what calls functions takes so long that it is told of. */
    this.isSlow = false;
    this.guard = new Guard();
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && !this.isBusy && !this.failed) {
        this.refresh();
      }
    });
  }

  /** Somebody comes back to the page. What it shows may have changed meanwhile. A page that can read again does. */
  refresh() {}

  /**
   * Does something that calls functions, and shows what came of it. The same can be tried again.
   *
   * @param {() => Promise<string>} action gives what gets the focus then
   */
  async run(action) {
    this.isBusy = true;
    this.failed = null;
    this.show();
    const slow = setTimeout(() => this.tellSlow(), SOON_MILLIS);
    let focus;
    let isLost = false;
    try {
      focus = await action();
      // An action may have done its work and then failed to read.
      focus = this.failed ? FAILED : focus;
    } catch (failed) {
      if (!(failed instanceof CallFailed)) {
        throw failed;
      }
      isLost = failed.kind === 'link';
      this.failed = isLost ? null : { kind: failed.kind, again: () => this.run(action) };
      focus = FAILED;
    } finally {
      clearTimeout(slow);
      this.isBusy = false;
      this.isSlow = false;
    }
    if (isLost) {
      await this.lost();
    } else {
      this.show(focus);
    }
  }

  tellSlow() {
    this.isSlow = true;
    this.show();
  }

  /** Does something that moves no focus. A button that was off meanwhile has lost it, unless somebody went on elsewhere. */
  async keepFocus(action) {
    const focused = document.activeElement;
    await action();
    if (document.activeElement === document.body) {
      focused?.focus();
    }
  }

  /** Nobody knows any more who calls. */
  async lost() {
    throw new Error('each page says what it does then');
  }

  speak(language) {
    localStorage.setItem(LANGUAGE, language);
    this.i18n = this.wordsIn(language);
    this.show();
  }

  /** @param {string} [focus] the last of the elements that it selects gets the focus */
  show(focus) {
    document.documentElement.lang = this.i18n.language;
    document.documentElement.dir = this.i18n.direction;
    render(html`${this.frame(this)}${slow(this)}`, this.root);
    if (focus && hasFocus()) {
      [...document.querySelectorAll(focus)].at(-1)?.focus();
    }
    const title = document.querySelector('h1')?.textContent.trim();
    document.title = title ? `${title} · Consimt` : 'Consimt';
    this.guard.look();
  }
}

/** A screen reader reads what comes into a status, so it is there before. */
function slow(page) {
  return html`<p class="slow" role="status">${page.isSlow ? page.i18n.text('loading') : nothing}</p>`;
}

/** A page in a frame takes the focus from no other. */
const hasFocus = () => window.parent === window || document.hasFocus();
