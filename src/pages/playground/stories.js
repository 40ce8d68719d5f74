// The stories. Each is a list of steps, and the words have a text for each. A step does what somebody would do: the
// business's own system calls a function, or a finger presses in the phone or at the desk.

import { wordsIn as deskWords } from '../desk/words.js';
import { wordsIn as personWords } from '../person/words.js';
import { button, nth } from './stage.js';

/** A story begins with somebody whom the business has never met. */
const BUSINESS = 'librarie';
const NUMBER = '1060001';
const CLERK = 'Ana';

const phone = (play, key) => play.stage.press('person', button(personWords(play.i18n.language).text(key)));
const desk = (play, key) => play.stage.press('desk', button(deskWords(play.i18n.language).text(key)));

/** The three choices stand in the order block, report, continue. */
const [BLOCK, , CONTINUE] = [0, 1, 2];
const choose = (play, choice) => play.stage.press('person', nth('.choice', choice));

/** @param {'MARKETING'|'UTILITY'} category */
const asks = (category) => (play) => play.ask(category);

const meets = (play) => play.meet(BUSINESS);

const firstContact = [
  meets,
  asks('UTILITY'),
  (play) => play.introduce(),
  asks('UTILITY'),
  (play) => choose(play, CONTINUE),
  asks('MARKETING'),
  (play) => phone(play, 'block'),
  asks('UTILITY'),
  (play) => phone(play, 'unblock'),
];

const byHand = [
  async (play) => {
    play.sitDown(CLERK);
    await meets(play);
    await play.introduce();
    await choose(play, CONTINUE);
  },
  (play) => phone(play, 'stop'),
  (play) => phone(play, 'stop.send'),
  (play) => play.stage.press('person', nth('.chips .button', 2)),
  asks('MARKETING'),
  asks('UTILITY'),
  (play) => play.sendMarketing(),
  (play) => play.stage.press('desk', rowOf(play.userId)),
  (play) => desk(play, 'claim'),
  async (play) => {
    await desk(play, 'complete.MARKETING_REMOVAL');
    await play.stage.write('desk', nth('dialog input', 0), 'CRM 4711');
    await play.stage.press('desk', nth('dialog .first', 0));
    play.stage.leave('desk');
  },
  (play) => play.stage.refresh('person'),
];

const newNumber = [
  meets,
  (play) => play.writes(NUMBER, play.i18n.text('says.hello')),
  asks('MARKETING'),
  (play) => play.writes(NUMBER, 'STOP'),
  asks('MARKETING'),
  (play) => play.moves(NUMBER),
  asks('MARKETING'),
  (play) => phone(play, 'optIn'),
  asks('MARKETING'),
];

export const STORIES = { firstContact, byHand, newNumber };

const rowOf = (userId) => (document) =>
  [...document.querySelectorAll('.row-open')].find((row) => row.textContent.includes(userId));
