/**
 * The words, the phrases and the buttons by which people refuse.
 *
 * <p>A message is an opt-out, a suspected refusal, or talk; or it is in letters that nobody here reads. Talk alone is
 * agreement. A clerk decides about a suspected refusal.
 *
 * <p>A text is an opt-out word if the whole text is one word of a language or of the business's own: once or repeated,
 * with or without courtesy, and never inside a sentence.
 *
 * <p>A button is an opt-out button in three cases: the business named its id; its text is the label of the platform's
 * own button in any language; or its id (in a template, its text) is an opt-out word that means nothing else on a
 * button. "Cancel" on a button may cancel an order. A text that is only similar to a word is no opt-out. An opt-out word below a
 * picture or in a form may be a refusal.
 *
 * <p>A text may be a refusal if it has a phrase of refusal in any of the languages, or if all of it is one: "no". Only
 * its beginning and its end are read, and only what the person wrote. Phrases of talk make an exception of the words
 * that they share with a phrase of refusal. A bare no is none, if the operator says that it answers no marketing. An
 * opt-out word in an odd look may be a refusal too. What else is in such a look is no agreement.
 *
 * <p>The words, labels and phrases are data: one file for each language, with the source of each beside it.
 */
@NullMarked
package consimt.refusal;

import org.jspecify.annotations.NullMarked;
