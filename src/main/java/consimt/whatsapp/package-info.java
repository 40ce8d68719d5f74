/**
 * What arrives from WhatsApp, and what to make of it.
 *
 * <p>A message is an opt-out where the whole of it is an opt-out word of one of the business's languages, of English, or
 * of the business's own: the word alone, once or repeated, with or without courtesy, never inside a sentence. A button
 * is an opt-out where the business has named its id, or where its text is the label that the platform gives its own
 * button in any language. Anything near to it is none: a near miss opens no opt-out by itself.
 *
 * <p>The words and labels are data, one file for each language, with the source of each beside it.
 */
@NullMarked
package consimt.whatsapp;

import org.jspecify.annotations.NullMarked;
