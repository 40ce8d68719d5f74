/**
 * Consimt answers one question at send time: may this business reach this person, in this way, now? It keeps the record
 * that proves the answer.
 *
 * <p>Each package below is a feature, with its rules in its own package description; {@link consimt.function} is what
 * all functions share, {@link consimt.relation} what all features are about, {@link consimt.dynamodb} the stores.
 */
@NullMarked
package consimt;

import org.jspecify.annotations.NullMarked;
