/**
 * The words and labels by which people opt out.
 *
 * <p>A text is an opt-out word where the whole of it is one of a language's words or of the business's own: alone, once or
 * repeated, with or without courtesy, never inside a sentence. A button is an opt-out where the business has named its id,
 * where its text is the label that the platform gives its own button in any language, and where its id, or in a template
 * its text, is an opt-out word that says nothing else on a button: "Cancel" may cancel an order there. Anything near to it
 * is none: a near miss opens no opt-out by itself.
 *
 * <p>The words and labels are data, one file for each language, with the source of each beside it.
 */
@NullMarked
package consimt.whatsapp.word;

import org.jspecify.annotations.NullMarked;
