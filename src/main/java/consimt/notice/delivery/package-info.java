/**
 * Notices on their way to the endpoints of businesses.
 *
 * <p><b>The way.</b> The ledger's stream calls {@code publish-notices}, which puts each notice into a queue in the order
 * of its relation. The queue calls {@code deliver-notice}, which posts the notice. A failed one blocks its own relation
 * only, and is tried again after growing pauses for a day. Then the notice is given up: it goes to the dead letters, and
 * {@code list-undelivered} has it. A notice may arrive twice, with the same id.
 *
 * <p><b>Parking.</b> An endpoint that is down, or that takes more than its share of the delivery's time ({@link
 * consimt.notice.delivery.Endpoint.Share}), is parked ({@link consimt.notice.delivery.Endpoint}). Its notices leave the queue, so
 * that they take nobody's place there. They stay in the list of changes. {@code resume-notices} tries the first
 * one after growing pauses. When the endpoint takes it, the list is worked off in its order. The last part of this is a
 * cut in time: changes that arrived before the cut are sent from the list, and those after the cut by the queue. So none
 * is lost between the two, and none overtakes another of its relation.
 *
 * <p>A notice that a recovering endpoint refuses three times, and once more while it takes those of others, is given up
 * too, so that the list goes on.
 *
 * <p><b>Asked for again.</b> {@code redeliver} puts single notices into the queue, each in a group of its own. Each is tried
 * once, and moves nothing in the list.
 *
 * <p><b>Switching off.</b> An endpoint that answers 410, or that fails for three days, is switched off. The ledger of the
 * business's settings has an entry of that. Settings that name an endpoint again, or {@code redeliver}, switch it on, and
 * what waited is sent.
 */
@NullMarked
package consimt.notice.delivery;

import org.jspecify.annotations.NullMarked;
