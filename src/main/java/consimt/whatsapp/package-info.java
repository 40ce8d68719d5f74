/**
 * What WhatsApp tells of people and businesses.
 *
 * <p>An envelope is read leniently, in contrast to what callers send: an element of an unknown kind or a wrong form is
 * left out and counted, and never keeps the others from being read. What the platform signed is JSON of one meaning, or
 * it is no envelope. The person of an update is the one whom that update names. Reading knows no store and no rule of
 * the business.
 */
@NullMarked
package consimt.whatsapp;

import org.jspecify.annotations.NullMarked;
