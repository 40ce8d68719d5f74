/**
 * A person whom a business comes to know under another id: a new phone number, or a business-scoped id that stands in for
 * the number.
 *
 * <p>Ids that are one stay one, and each of them has the whole standing: what was recorded under either before, and
 * whatever will be. So a block or an opt-out under the old id holds under the new one, and the other way, whichever is
 * asked about. That two ids are one is a ledger entry of both, with the other id as its value: there whoever reads one
 * ledger finds the other, and with it the entries behind all marks. Each ledger keeps its own entries.
 *
 * <p>Work by hand stays with the id under which it was promised, for the people who do it have the person on their lists
 * under that one. It is shown under every id, a repeated opt-out opens no second one, and an opt-in under any of them
 * puts an end to it.
 */
@NullMarked
package consimt.identity;

import org.jspecify.annotations.NullMarked;
