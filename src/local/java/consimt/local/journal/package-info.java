/**
 * What happens on a developer's machine, told to whoever watches: each call of a function with its answer, and each notice
 * that arrives. A page on the same machine shows it. Nothing is kept.
 */
@NullMarked
package consimt.local.journal;

import org.jspecify.annotations.NullMarked;
