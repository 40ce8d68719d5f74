/**
 * What every function shares, whatever it is about: the input as it arrived, the problems in it, and the forms of an
 * answer.
 *
 * <p>Bad input is an answer ({@link consimt.function.Rejected}) that names each wrong field, never an exception. A
 * store that does not answer is a fault ({@link consimt.function.Unavailable}), never a permission. The clock is read
 * in one place ({@code Now}). What people should be told of is counted ({@link consimt.function.Metrics}).
 */
@NullMarked
package consimt.function;

import org.jspecify.annotations.NullMarked;
