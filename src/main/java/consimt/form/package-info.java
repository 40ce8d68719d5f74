/**
 * How a function is called: the input as it arrived, its fields, the problems in them, and the guard around each function.
 *
 * <p>Bad input is an answer ({@link consimt.answer.Rejected}) that names each wrong field, never an exception. Who calls is
 * said by whoever stands between the callers and the functions ({@link consimt.answer.Caller}), and nothing in an input can
 * change it. A fault in a function becomes {@link consimt.answer.Unavailable}, with no detail for the caller.
 */
@NullMarked
package consimt.form;

import org.jspecify.annotations.NullMarked;
