/**
 * The words that people see, in their language: the three choices, the confirmations, the reasons.
 *
 * <p>The language is the one asked for, else the business's first, else English. Each is a file of messages beside this
 * package; a test holds them to the same keys and placeholders. A business's name is shown as it is, also where it looks
 * like a placeholder.
 */
@NullMarked
package consimt.words;

import org.jspecify.annotations.NullMarked;
