/**
 * The stores on DynamoDB: the only package that knows the SDK, and the one home of key shapes, attribute names and
 * conditions.
 *
 * <p>Every write states its condition. A condition that fails is an answer with the item that was there. A mark is one
 * text, {@code <instant>#<entry id>}, so the store's comparison of texts is the order of marks. One comparison is both
 * the condition and the decision of an update.
 *
 * <p>Facts and marks need no transactions. Changes that do not commute are made in transactions: the steps of work by
 * hand ({@link consimt.dynamodb.DynamoFollowUps}), and settings with their ledger entry and their WhatsApp numbers.
 *
 * <p>No store calls the domain while it writes. A relation's item has the version of its shape, and an item in a newer
 * shape is refused.
 *
 * <p>Any other failure of a call is {@link consimt.runtime.StoreUnavailable}, without the SDK's message, because the
 * message may contain a key.
 */
@NullMarked
package consimt.dynamodb;

import org.jspecify.annotations.NullMarked;
