/**
 * Turns WhatsApp's updates into facts: the webhook, whose signatures count, and what is recorded for each update.
 *
 * <p>{@link consimt.whatsapp.envelope} reads envelopes. {@link consimt.refusal} has the words by which people opt
 * out.
 *
 * <p>A wrong clock loses no opt-out. A refusal with a time in the future counts from its arrival. Its entry's id and
 * evidence use the time in the update, so that a repeated delivery is the same entry. A yes with such a time is left
 * out.
 *
 * <p>A message is an opt-out if its text or its button is an opt-out word of one of the business's languages, of
 * English, or of the business's own. It is agreement only if the person wrote it to the business and it refuses nothing.
 * Old messages, messages to the platform's agent and what is not known can only refuse.
 *
 * <p>A status that a message was not sent because the person stopped marketing is an opt-out of that number. A fault of
 * the platform's once told so of everybody, so these opt-outs are counted.
 *
 * <p>Updates for unknown numbers are kept aside, and recorded when a business has the number. Of what people wrote, only
 * what may be an opt-out is kept.
 */
@NullMarked
package consimt.whatsapp;

import org.jspecify.annotations.NullMarked;
