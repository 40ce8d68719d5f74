// The words of the person's page, in all its languages.

import { inLanguage } from '../shared/i18n.js';
import { words as shared } from '../shared/words.js';
import ar from './words/ar.json' with { type: 'json' };
import de from './words/de.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };
import pt from './words/pt.json' with { type: 'json' };
import ro from './words/ro.json' with { type: 'json' };

const words = { ar, de, en, es, fr, pt, ro };

export const wordsIn = (language) => inLanguage(language, shared, words);
