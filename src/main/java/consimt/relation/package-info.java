/**
 * One person and one business, and how they stand.
 *
 * <p>A standing is a handful of marks. Each mark is an instant with the ledger entry behind it, and moves in one
 * direction only: the earliest or the latest of its kind stays. Callers see a pure function of the marks. Earliest,
 * latest and union are commutative and idempotent, so the marks form a join semilattice: the end state does not depend
 * on the order of arrival, on retries or on concurrency. If two facts have the same instant, the more protective one is
 * in force: blocked over unblocked, opted out over opted in.
 *
 * <p>The marks of marketing are kept by scope; the empty scope is all marketing. {@link consimt.relation.MarkKind}
 * alone says which marks lift which.
 *
 * <p>Ids are keys of maps, and a stranger could make up many ids with one hash. So all id types are comparable: a map
 * then keeps such ids in a tree, and stays quick.
 *
 * <p>A business may know a person under several ids. The set of ids only grows, and each id's relation has the whole
 * standing. So a fact may be told, and a standing asked, under any of them. A business alone may make up facts to lift
 * a refusal, so its word lifts none: under ids that are one by its word only refusals count ({@link
 * consimt.relation.Standing#crossing}), and its wishes about marketing have marks of their own.
 *
 * <p>Every call of a store throws {@link consimt.runtime.StoreUnavailable} if the store does not answer.
 */
@NullMarked
package consimt.relation;

import org.jspecify.annotations.NullMarked;
