// The words of the desk, and the languages that it speaks.

import { inLanguage, spokenIn } from '../shared/i18n.js';
import { words as shared } from '../shared/words.js';
import de from './words/de.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };
import pt from './words/pt.json' with { type: 'json' };
import ro from './words/ro.json' with { type: 'json' };

const words = { de, en, es, fr, pt, ro };

export const SPOKEN = spokenIn(words);

export const wordsIn = (language) => inLanguage(language, shared, words);
