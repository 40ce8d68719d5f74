// The words of a page in one language, and how that language writes dates, numbers and plurals.

/** The languages, each by its own name. */
export const LANGUAGES = {
  ar: 'العربية',
  de: 'Deutsch',
  en: 'English',
  es: 'Español',
  fr: 'Français',
  pt: 'Português',
  ro: 'Română',
};

/** Those of the languages that there are words in, each by its own name. */
export const spokenIn = (words) => Object.fromEntries(Object.entries(LANGUAGES).filter(([code]) => code in words));

const FROM_RIGHT_TO_LEFT = ['ar'];

/** Around a text that came from elsewhere. Its own direction, and marks of direction in it, end with it. */
const ISOLATE = '\u2068';
const END_OF_ISOLATE = '\u2069';

/** The first of the wanted languages that there are words for; English if there is none. */
export function bestLanguage(wanted, languages = LANGUAGES) {
  return wanted.map((tag) => tag.toLowerCase().split('-')[0]).find((language) => language in languages) ?? 'en';
}

/**
 * Everything that depends on the language.
 *
 * @param {string} language one of LANGUAGES
 * @param {...Object} words texts by language and key. A text that depends on a number is an object with a text for each
 *     plural category of the language.
 */
export function inLanguage(language, ...words) {
  const texts = Object.assign({}, ...words.map((each) => each[language]));
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  const format = (options) => {
    const formatter = new Intl.DateTimeFormat(language, options);
    return (instant) => formatter.format(new Date(instant));
  };

  const shortDay = format({ dateStyle: 'medium', timeZone: 'UTC' });
  const dayAndMonth = format({ day: 'numeric', month: 'short', timeZone: 'UTC' });

  function text(key, values = {}) {
    const found = texts[key];
    if (found === undefined) {
      throw new Error(`there is no text ${key} in ${language}`);
    }
    const chosen = typeof found === 'string' ? found : (found[plurals.select(values.count)] ?? found.other);
    return chosen.replace(/\{(\w+)\}/g, (_, name) => {
      const value = values[name];
      return typeof value === 'number' ? numbers.format(value) : ISOLATE + value + END_OF_ISOLATE;
    });
  }

  return {
    language,
    direction: FROM_RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr',
    text,
    has: (key) => key in texts,
    /** What follows this beginning in the keys of texts, in the order of the texts. */
    names: (beginning) =>
      Object.keys(texts)
        .filter((key) => key.startsWith(beginning))
        .map((key) => key.slice(beginning.length)),
    /** A day of the calendar such as 2026-12-02, which is the same everywhere. */
    day: format({ dateStyle: 'long', timeZone: 'UTC' }),
    /** The same in short. */
    shortDay,
    /** The same without its year, if that is this year. */
    dayOfYear: (day) =>
      (day.startsWith(String(new Date().getFullYear())) ? dayAndMonth : shortDay)(day),
    /** An instant, as a day here. */
    date: format({ dateStyle: 'long' }),
    /** An instant, as a day and a time here. */
    time: format({ dateStyle: 'medium', timeStyle: 'short' }),
    clock: format({ timeStyle: 'short' }),
    number: (value, options) => new Intl.NumberFormat(language, options).format(value),
    list: (items) => new Intl.ListFormat(language, { type: 'unit', style: 'short' }).format(items),
  };
}
