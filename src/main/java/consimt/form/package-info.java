/**
 * How a function is called: the input as it arrived, its fields, their problems, and the guard around each function.
 *
 * <p>Bad input is an answer ({@link consimt.answer.Answer.Rejected}) that names each wrong field, and never an exception. The
 * gateway (or the local server) names the caller ({@link consimt.answer.Caller}). No field of an input can change the
 * caller. A fault in a function becomes {@link consimt.answer.Unavailable}, with no detail for the caller.
 */
@NullMarked
package consimt.form;

import org.jspecify.annotations.NullMarked;
