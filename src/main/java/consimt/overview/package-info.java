/**
 * How things stand, for whoever looks: relations as callers see them, and for a person's page what the business is
 * called, what the person can choose, and what the business may send. A business sees its settings, and what lies behind
 * an answer of the check.
 *
 * <p>Nothing here decides anything. The rules say what is allowed, the words say it to people, and each of both is asked
 * in its own package. A business is told no more than the relation.
 */
@NullMarked
package consimt.overview;

import org.jspecify.annotations.NullMarked;
