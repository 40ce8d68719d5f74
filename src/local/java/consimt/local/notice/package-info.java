/**
 * Notices on a developer's machine, as in AWS. An SQS server stands in this JVM. A pump does what AWS does between the
 * functions: it reads the ledger's stream, calls {@code publish-notices}, reads the queue, calls {@code deliver-notice}, and
 * calls {@code resume-notices} by a timer. A receiver shows the notices that come.
 *
 * <p><b>Nothing is lost by a restart.</b> The queue is in memory and ends with the JVM. So the pump moves its stored place
 * in the stream only when the queue is empty. After a restart it puts everything after that place into the queue again.
 * Some notices come twice then, with the same ids, as they may in AWS.
 */
@NullMarked
package consimt.local.notice;

import org.jspecify.annotations.NullMarked;
