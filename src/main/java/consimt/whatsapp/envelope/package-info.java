/**
 * What the WhatsApp Business Platform sends, read. Reading is pure: it knows no store, no clock and no rule of the business.
 *
 * <p>An envelope is read leniently, in contrast to what callers send. An element of a wrong form is left out and counted, and
 * never keeps the others from being read. What is of an unknown kind is counted, and the words of people in it are read.
 * What the business wrote is nobody's words. What the platform signed is JSON of one meaning, or it is no
 * envelope. Before the signature is right only the numbers are read that tell whose it must be, for anybody can send a body
 * that takes long to read. The person of an update is the one whom that update names. Ids that it leaves out are told by the
 * contact with one of its ids. A parent id that people with other ids claim is nobody's.
 */
@NullMarked
package consimt.whatsapp.envelope;

import org.jspecify.annotations.NullMarked;
