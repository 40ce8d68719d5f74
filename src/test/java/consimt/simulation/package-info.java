/** Calls at one moment in an order that a seed draws, and what plain sets say must come of them. */
@NullMarked
package consimt.simulation;

import org.jspecify.annotations.NullMarked;
