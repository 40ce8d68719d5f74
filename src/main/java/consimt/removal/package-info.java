/**
 * The work of taking a person off a marketing list by hand, and of putting the person back: which work there should be.
 *
 * <p>The marks of a relation say what a person wants, and commute. Work by hand does not: what was promised first is
 * kept. So the work follows from the marks as a controller follows its target: {@link consimt.removal.RemovalDesk} loads
 * the work, {@link consimt.removal.RemovalPlan} compares it with the marks, and the desk stores what is missing, under
 * the condition that the work is as it was read. If somebody was quicker, it begins again. A call, a retry, the schedule
 * and a rebuild do the same, and doing it twice does no harm.
 *
 * <p>Work is stored once, as follow-ups. The ids of all follow-ups about a person begin alike, so one query reads them
 * ({@link consimt.removal.PersonWork}). The mark {@code PROMISED} of the relation tells whether there may be any.
 */
@NullMarked
package consimt.removal;

import org.jspecify.annotations.NullMarked;
