/**
 * What WhatsApp tells of people and businesses, and what to make of it.
 *
 * <p>An envelope is read leniently, in contrast to what callers send: an element of an unknown kind or a wrong form is
 * left out and counted, and never keeps the others from being read. What the platform signed is JSON of one meaning, or
 * it is no envelope. Before the signature is right only the numbers are read that tell whose it must be, for anybody can
 * send a body that takes long to read. The person of an update is the one whom that update names; where it names one id
 * only, the contact with that id tells the other. Reading knows no store and no rule of the business.
 *
 * <p>No opt-out is lost to a clock. A time that is yet to come is none at which something happened, so what protects a
 * person counts from its arrival; its entry and evidence are made of the time that it tells, so that it is the same one
 * whenever it is delivered again. What would loosen something is left out.
 *
 * <p>A message is an opt-out where the whole of it is an opt-out word of one of the business's languages, of English, or
 * of the business's own: the word alone, once or repeated, with or without courtesy, never inside a sentence. A button
 * is an opt-out where the business has named its id, where its text is the label that the platform gives its own
 * button in any language, and where its id, or in a template its text, is an opt-out word that says nothing else on a
 * button: "Cancel" may cancel an order there. Anything near to it is none: a near miss opens no opt-out by itself.
 *
 * <p>In each hour of the clock a circuit breaker admits a limited number of a business's opt-outs that statuses tell of.
 * The others are held for somebody to look at. What arrives for a number that is no business's yet is kept aside, and
 * recorded once it is; of what people wrote, only what may be an opt-out is kept.
 *
 * <p>The words and labels are data, one file for each language, with the source of each beside it.
 */
@NullMarked
package consimt.whatsapp;

import org.jspecify.annotations.NullMarked;
