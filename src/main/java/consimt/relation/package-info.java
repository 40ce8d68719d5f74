/**
 * One person and one business, and how things stand between them.
 *
 * <p>The standing is a handful of marks, each an instant with the ledger entry behind it, and each moves one way only:
 * the earliest or the latest of its kind stays. What callers see is a pure function of the marks. Earliest, latest and
 * union commute and repeat without effect, so no order of arrival, no repetition and no concurrency changes where a
 * relation ends: the marks form a join semilattice. Where two facts carry the same instant, the more protective one
 * stands: blocked over unblocked, opted out over opted in.
 *
 * <p>The marks of marketing are kept by scope, and the empty scope is all. What a pair of a protective mark and the mark that
 * lifts it means follows from {@link consimt.relation.MarkKind} alone.
 *
 * <p>Ids are keys of maps, and whoever makes them up can give any number of them one hash. So each can be compared: then a
 * map's bin of one hash is a tree, and no ids make it slow.
 *
 * <p>A person may be known to one business under several ids. The ids grow and join as marks do, and each id's relation
 * keeps the whole standing; so it makes no difference under which of them something is told or asked. What a business alone
 * vouches for may be made up to lift a no, so it lifts none: of ids that are one by its word only what refuses or agrees
 * counts under each other ({@link consimt.relation.Standing#crossing}), and its wishes about marketing have marks of their
 * own.
 */
@NullMarked
package consimt.relation;

import org.jspecify.annotations.NullMarked;
