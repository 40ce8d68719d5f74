/**
 * What WhatsApp tells of people and businesses becomes facts: the webhook, whose signature counts, and what each update is
 * recorded as.
 *
 * <p>An envelope is read in {@link consimt.whatsapp.envelope}; the words by which people opt out are in {@link
 * consimt.whatsapp.word}.
 *
 * <p>No opt-out is lost to a clock. A time that is yet to come is none at which something happened, so what protects a
 * person counts from its arrival; its entry and evidence are made of the time that it tells, so that it is the same one
 * whenever it is delivered again. What would loosen something is left out.
 *
 * <p>A message is an opt-out where its text or its button is an opt-out word of one of the business's languages, of English,
 * or of the business's own.
 *
 * <p>In each hour of the clock a circuit breaker admits a limited number of a business's opt-outs that statuses tell of. The
 * others are held for somebody to look at ({@link consimt.held}). What arrives for a number that is no business's yet is
 * kept aside, and recorded once it is; of what people wrote, only what may be an opt-out is kept.
 */
@NullMarked
package consimt.whatsapp;

import org.jspecify.annotations.NullMarked;
