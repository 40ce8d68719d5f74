/**
 * What carries notices: a queue of Amazon SQS, and the operator's bus of Amazon EventBridge. This package alone knows
 * their clients. A failed call is {@link consimt.runtime.StoreUnavailable}, without the SDK's message. On the bus a
 * notice is a CloudEvent (version 1.0) in its JSON form.
 */
@NullMarked
package consimt.messaging;

import org.jspecify.annotations.NullMarked;
