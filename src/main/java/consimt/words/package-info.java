/**
 * The texts that people see, in their language: the three choices, the confirmations, the reasons.
 *
 * <p>The language is the one asked for, else the business's first, else English. Each language is a file beside this
 * package. A test checks that all files have the same keys and placeholders. A business's name is shown as it is, even
 * if it looks like a placeholder.
 */
@NullMarked
package consimt.words;

import org.jspecify.annotations.NullMarked;
