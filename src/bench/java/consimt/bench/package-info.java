/**
 * The benchmarks: {@code ./mvnw -Pbench verify} runs them and writes {@code docs/numbers.md}. Each figure stands beside
 * that of a control which was measured in turns with it. Nothing here is asserted: the machine decides how quick it is.
 */
@NullMarked
package consimt.bench;

import org.jspecify.annotations.NullMarked;
