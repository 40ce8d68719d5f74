/**
 * Consimt answers one question at send time: may this business reach this person, in this way, now? It keeps the record
 * that proves the answer.
 *
 * <p>Each package below is a feature, with its rules in its own package description. {@link consimt.relation} is what all
 * features are about, {@link consimt.record} the one write path, {@link consimt.dynamodb} the stores. How every function is
 * called and answers stands in {@link consimt.form} and {@link consimt.answer}.
 */
@NullMarked
package consimt;

import org.jspecify.annotations.NullMarked;
