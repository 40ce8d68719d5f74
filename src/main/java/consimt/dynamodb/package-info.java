/**
 * The stores on DynamoDB: the only package that knows the SDK, and the one home of key shapes, attribute names and
 * conditions.
 *
 * <p>Every write states its condition; a condition that fails is an answer carrying what was there. A mark is one text,
 * {@code <instant>#<entry id>}, so that the store's own comparison of texts is the order of marks, and one comparison
 * both guards and settles an update. Facts and marks need no transactions; what does not commute is made in them: the steps of work by hand ({@link consimt.dynamodb.FollowUpChanges}), and settings with their ledger
 * entry and the WhatsApp numbers that belong to a business.
 *
 * <p>No store calls back while it writes: where a removal stands in the way of an update, the store says so and returns.
 * A relation's item carries the version of its shape, and an item in a newer one is refused.
 *
 * <p>Any other failure of a call is {@link consimt.runtime.StoreUnavailable}, without the SDK's words, for those can
 * hold a key.
 */
@NullMarked
package consimt.dynamodb;

import org.jspecify.annotations.NullMarked;
