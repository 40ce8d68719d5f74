// The words of the desk, and the languages that it speaks.

import { inLanguage, LANGUAGES } from '../shared/i18n.js';
import { words as shared } from '../shared/words.js';
import en from './words/en.json' with { type: 'json' };
import ro from './words/ro.json' with { type: 'json' };

const words = { en, ro };

export const SPOKEN = Object.fromEntries(Object.entries(LANGUAGES).filter(([code]) => code in words));

export const wordsIn = (language) => inLanguage(language, shared, words);
