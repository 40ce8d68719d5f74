package consimt.relation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What refuses something now, or may refuse it.
 *
 * @param kind of the mark in force; null for what is held until somebody decides
 * @param scope which marketing; all if it is about no part
 */
public record No(@Nullable MarkKind kind, Scope scope, Instant at) {}
