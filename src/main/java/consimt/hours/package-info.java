/**
 * The hours at which marketing does not come, on the clock of the person.
 *
 * <p>A {@code QuietSpan} is the one form of all hours, those of laws and those of settings. {@code PlaceTable} says where a
 * person may be. Where several places or zones are possible, all of them must allow it.
 */
@NullMarked
package consimt.hours;

import org.jspecify.annotations.NullMarked;
