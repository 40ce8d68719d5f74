/**
 * The operator's event bus, on Amazon EventBridge: the only package that knows its client. A notice is put as a CloudEvent
 * (version 1.0) in its JSON form.
 */
@NullMarked
package consimt.eventbridge;

import org.jspecify.annotations.NullMarked;
