/**
 * What a function answers, and to whom.
 *
 * <p>Every answer is a record that is its own JSON and begins with its outcome. The status code over HTTP follows from the
 * outcome ({@link consimt.answer.HttpStatus}). A store that does not answer is {@link consimt.answer.Unavailable}, never a
 * permission.
 */
@NullMarked
package consimt.answer;

import org.jspecify.annotations.NullMarked;
