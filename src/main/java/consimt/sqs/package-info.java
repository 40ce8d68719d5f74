/**
 * The queue of notices, on Amazon SQS: the only package that knows its client. A failed call is {@link
 * consimt.runtime.StoreUnavailable}, without the SDK's message.
 */
@NullMarked
package consimt.sqs;

import org.jspecify.annotations.NullMarked;
