/**
 * The words and labels by which people opt out.
 *
 * <p>A text is an opt-out word if the whole text is one word of a language or of the business's own: once or repeated,
 * with or without courtesy, and never inside a sentence.
 *
 * <p>A button is an opt-out button in three cases: the business named its id; its text is the label of the platform's
 * own button in any language; or its id (in a template, its text) is an opt-out word that means nothing else on a
 * button. "Cancel" on a button may cancel an order. A text that is only similar to a word is no opt-out.
 *
 * <p>The words and labels are data: one file for each language, with the source of each beside it.
 */
@NullMarked
package consimt.refusal;

import org.jspecify.annotations.NullMarked;
